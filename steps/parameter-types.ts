import { defineParameterType } from '@cucumber/cucumber';
import { kindWords, parseClient, type Client, type Flow } from './engine.ts';

type Protocol = NonNullable<Flow['protocol']>;

/** Where a flow goes and with which protocol. */
export interface To {
  readonly to: string;
  readonly protocol?: Protocol;
}

defineParameterType({
  name: 'client',
  regexp: /pod "[^"]*"|the host of node "[^"]*"|outside(?: at "[^"]*")?(?: via node "[^"]*")?/,
  transformer: (text: string): Client => {
    const client = parseClient(text);
    if ('what' in client) throw new Error(client.what);
    return client;
  },
});

defineParameterType({
  name: 'destination',
  regexp: /"([^"]*)"(?: over (TCP|UDP|SCTP))?/,
  transformer: (to: string, protocol?: string): To => ({
    to,
    ...(protocol !== undefined && { protocol: protocol as Protocol }),
  }),
});

defineParameterType({
  name: 'backends',
  regexp: /(?:only )?((?:service|pods?|node|address) "[^"]*"(?: on node "[^"]*")?)/,
  transformer: (text: string): string => text,
});

defineParameterType({
  name: 'kind',
  regexp: new RegExp(kindWords.join('|')),
  transformer: (text: string) => text,
});

defineParameterType({
  name: 'workload',
  regexp: /deployment|replicaset|replicationcontroller|statefulset/,
  transformer: (text: string) => text,
});

defineParameterType({
  name: 'serviceType',
  regexp: /ClusterIP|NodePort|LoadBalancer/,
  transformer: (text: string) => text,
});

defineParameterType({ name: 'release', regexp: /\d+\.\d+/, transformer: (text: string) => text });
defineParameterType({ name: 'duration', regexp: /\d+[smhd]/, transformer: (text: string) => text });
