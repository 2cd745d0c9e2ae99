import type { Protocol, ServiceSpec } from '../../kube/index.ts';
import { Story } from '../connections/testing.spec.ts';
import { endpoint, flow, pod, service, slice, world, type WorldOptions } from '../world.spec.ts';
import { noFaults, type Faults } from '../state.ts';
import { askHeld } from './ask-held.ts';
import { hold } from './hold.ts';

/** What tests of held connections share: two pods, a client, and a Service whose endpoints are said in a word. */

export const [a, b] = ['10.244.1.5', '10.244.2.5'] as const;
const ports = [{ containerPort: 8080 }, { containerPort: 8080, protocol: 'UDP' as const }];
export const pods = {
  a: pod('a', 'worker', a, { ports }),
  b: pod('b', 'worker2', b, { ports }),
  client: pod('client', 'worker', '10.244.1.9'),
};
export const web = '10.96.0.20:80';

/** Endpoints of a Service: `a b!unready` over one protocol. */
function endpoints(text: string, protocol: Protocol) {
  const all = text.split(' ').filter((word) => word !== '');
  return slice(
    'web',
    all.map((word) => {
      const [name, words] = word.replaceAll(',', ' ').split('!');
      return name === 'a' ? endpoint(a, 'worker', words) : endpoint(b, 'worker2', words);
    }),
    [{ name: 'p', port: 8080, protocol }],
  );
}

export class HeldStory extends Story {
  readonly protocol: Protocol;

  constructor(
    set: string,
    protocol: Protocol = 'TCP',
    { spec, ...options }: WorldOptions & { readonly spec?: ServiceSpec } = {},
  ) {
    const port = { name: 'p', port: 80, targetPort: 8080, protocol, nodePort: 30080 };
    const web = service('web', { type: 'NodePort', ports: [port], ...spec });
    super(world([...Object.values(pods), endpoints(set, protocol), web], options));
    this.protocol = protocol;
  }

  holds(to = web, from = 'client'): void {
    this.state = hold(this.state, 'it', flow(from, to, this.protocol)).state;
  }

  /** `reached a (was a)`, with chances where there are several. */
  asks(): string {
    const { turns, state } = askHeld(this.state, 'it');
    this.state = state;
    return turns
      .map(({ probability, first, outcome }) => {
        const share = probability > 1 - 1e-9 ? '' : `${Math.round(probability * 100)}% `;
        const name = (text: string | undefined) => text?.slice(8);
        const was = first?.pod ? ` (was ${name(first.pod)})` : '';
        return `${share}${outcome.kind}${outcome.kind === 'reached' ? ` ${name(outcome.backend.pod) ?? outcome.backend.ip}` : ''}${was}`;
      })
      .sort()
      .join(', ');
  }

  /** Why nothing comes over it any more, way by way. */
  why(): readonly string[] {
    return askHeld(this.state, 'it').turns.map(({ outcome }) =>
      'why' in outcome ? outcome.why : outcome.kind,
    );
  }

  fault(faults: Partial<Faults>): void {
    this.change({ faults: { ...noFaults, ...faults } });
  }

  set(text: string): void {
    this.put(endpoints(text, this.protocol));
  }
}
