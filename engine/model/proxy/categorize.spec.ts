import assert from 'node:assert/strict';
import { manifest } from '../world.spec.ts';
import type { EndpointSlice } from '../../kube/index.ts';
import type { Endpoint } from './endpoint.ts';
import { gatesOf } from './gates.ts';
import type { ServicePortRules } from './service-port.ts';
import { usableFrom } from './usable.ts';

/** Row by row what upstream's TestCategorizeEndpoints (pkg/proxy/topology_test.go) says. */

const slice = manifest<EndpointSlice>({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web' },
  addressType: 'IPv4',
});

/** `1 ready local zones:a,b nodes:n`; `serving`, `terminating`. The node of the proxy is `here`. */
function endpoint(text: string): Endpoint {
  const [name = '', ...words] = text.split(' ');
  const list = (key: string): string[] =>
    words
      .find((word) => word.startsWith(`${key}:`))
      ?.slice(key.length + 1)
      .split(',') ?? [];
  return {
    ip: `10.0.0.${name}`,
    port: 80,
    key: name,
    ready: words.includes('ready'),
    serving: words.includes('serving'),
    terminating: words.includes('terminating'),
    node: words.includes('local') ? 'here' : 'there',
    zones: list('zones'),
    nodes: list('nodes'),
    pod: undefined,
    slice,
    index: 0,
  };
}

interface Row {
  readonly words: string;
  /** iTP Local, eTP Local, a node port. */
  readonly service?: readonly ('internal' | 'external' | 'node port')[];
  readonly zone?: string;
  readonly node?: string;
  readonly minor?: number;
  readonly endpoints: readonly string[];
  readonly cluster: string;
  readonly local: string;
  readonly any: boolean;
}

const abcd = ['3 ready zones:a', '4 ready zones:b', '5 ready zones:c', '6 ready zones:a'];
const twoLocal = ['3 ready local zones:a', '4 ready local zones:b', '5 ready zones:c', '6 ready zones:a'];
const byNode = [
  '3 ready zones:a nodes:n1',
  '4 ready zones:b nodes:n2',
  '5 ready zones:c nodes:n3',
  '6 ready zones:a nodes:n4',
];
const oneLocal = ['0 ready local', '1 ready'];
const remote = ['0 ready', '1 ready'];

const rows: readonly Row[] = [
  {
    words: 'hints everywhere, some for this zone',
    zone: 'a',
    endpoints: abcd,
    cluster: '3 6',
    local: '',
    any: true,
  },
  {
    words: 'external Local leaves hints out',
    service: ['external', 'node port'],
    zone: 'a',
    endpoints: twoLocal,
    cluster: '3 6',
    local: '3 4',
    any: true,
  },
  {
    words: 'internal Local leaves hints out',
    service: ['internal', 'node port'],
    zone: 'a',
    endpoints: twoLocal,
    cluster: '3 6',
    local: '3 4',
    any: true,
  },
  { words: 'a node without a zone', endpoints: ['3 ready zones:a'], cluster: '3', local: '', any: true },
  {
    words: 'a node with an empty zone',
    zone: '',
    endpoints: ['3 ready zones:a'],
    cluster: '3',
    local: '',
    any: true,
  },
  {
    words: 'a node in another zone',
    zone: 'b',
    endpoints: ['3 ready zones:a'],
    cluster: '3',
    local: '',
    any: true,
  },
  {
    words: 'an unready one in this zone',
    zone: 'a',
    endpoints: [...abcd.slice(0, 3), '6 zones:a'],
    cluster: '3',
    local: '',
    any: true,
  },
  {
    words: 'unready ones only in this zone',
    zone: 'a',
    endpoints: ['3 zones:a', '4 ready zones:b', '5 ready zones:c', '6 zones:a'],
    cluster: '4 5',
    local: '',
    any: true,
  },
  {
    words: 'one without a hint',
    zone: 'a',
    endpoints: ['3 ready zones:a', '4 ready zones:b', '5 ready', '6 ready zones:a'],
    cluster: '3 4 5 6',
    local: '',
    any: true,
  },
  {
    words: 'several zones in a hint',
    zone: 'c',
    endpoints: ['3 ready zones:a,b,c', '4 ready zones:b,c', '5 ready zones:b,d', '6 ready zones:c'],
    cluster: '3 4 6',
    local: '',
    any: true,
  },
  {
    words: 'node hints before there are any',
    minor: 33,
    node: 'n1',
    zone: 'a',
    endpoints: byNode,
    cluster: '3 6',
    local: '',
    any: true,
  },
  { words: 'node hints', node: 'n1', zone: 'a', endpoints: byNode, cluster: '3', local: '', any: true },
  {
    words: 'node hints, one without',
    node: 'n1',
    zone: 'a',
    endpoints: [byNode[0]!, '4 ready', byNode[2]!, byNode[3]!],
    cluster: '3 4 5 6',
    local: '',
    any: true,
  },
  {
    words: 'node hints, none for this node',
    node: 'n0',
    zone: 'a',
    endpoints: byNode,
    cluster: '3 6',
    local: '',
    any: true,
  },
  {
    words: 'hints and nodes cross',
    service: ['external', 'node port'],
    zone: 'a',
    endpoints: ['0 ready local zones:a', '1 ready local zones:b', '2 ready zones:a', '3 ready zones:b'],
    cluster: '0 2',
    local: '0 1',
    any: true,
  },
  {
    words: 'internal Local, nothing at all',
    service: ['internal'],
    endpoints: [],
    cluster: '',
    local: '',
    any: false,
  },
  {
    words: 'internal Local, all elsewhere',
    service: ['internal'],
    endpoints: remote,
    cluster: '',
    local: '',
    any: true,
  },
  {
    words: 'internal Local, all here',
    service: ['internal'],
    endpoints: ['0 ready local', '1 ready local'],
    cluster: '',
    local: '0 1',
    any: true,
  },
  {
    words: 'internal Local, some here',
    service: ['internal'],
    endpoints: oneLocal,
    cluster: '',
    local: '0',
    any: true,
  },
  { words: 'none ready', endpoints: ['0', '1'], cluster: '', local: '', any: false },
  { words: 'some ready', endpoints: ['0', '1 ready'], cluster: '1', local: '', any: true },
  {
    words: 'all terminating',
    endpoints: ['0 serving terminating local', '1 serving terminating'],
    cluster: '0 1',
    local: '',
    any: true,
  },
  {
    words: 'internal Local, external Cluster',
    service: ['internal', 'node port'],
    endpoints: oneLocal,
    cluster: '0 1',
    local: '0',
    any: true,
  },
  {
    words: 'internal Cluster, external Local',
    service: ['external', 'node port'],
    endpoints: oneLocal,
    cluster: '0 1',
    local: '0',
    any: true,
  },
  {
    words: 'both Local',
    service: ['internal', 'external', 'node port'],
    endpoints: oneLocal,
    cluster: '0 1',
    local: '0',
    any: true,
  },
  {
    words: 'both Local, all elsewhere',
    service: ['internal', 'external', 'node port'],
    endpoints: remote,
    cluster: '0 1',
    local: '',
    any: true,
  },
  {
    words: 'both Local, all elsewhere and terminating',
    service: ['internal', 'external', 'node port'],
    endpoints: ['0 serving terminating', '1 serving terminating'],
    cluster: '0 1',
    local: '',
    any: true,
  },
  {
    words: 'external Local, this node only terminating',
    service: ['external', 'node port'],
    endpoints: ['0 ready', '1 local', '2 serving terminating local', '3 serving terminating'],
    cluster: '0',
    local: '2',
    any: true,
  },
  {
    words: 'external Local without a way in',
    service: ['external'],
    endpoints: ['0 ready', '1 ready local'],
    cluster: '0 1',
    local: '',
    any: true,
  },
  {
    words: 'internal Local without a way in',
    service: ['internal'],
    endpoints: ['0 ready', '1 ready local'],
    cluster: '',
    local: '1',
    any: true,
  },
  { words: 'no endpoints', endpoints: [], cluster: '', local: '', any: false },
];

describe('the endpoints that a proxy can use', () => {
  for (const { words, service = [], zone, node = 'here', minor = 35, endpoints, ...expected } of rows) {
    it(words, () => {
      const all = endpoints.map((text) => endpoint(text));
      const rules = {
        internalLocal: service.includes('internal'),
        externalLocal: service.includes('external'),
        externallyAccessible: service.includes('node port'),
        obeysZoneHints: true,
        endpoints: { all, rivals: new Map() },
      } as unknown as ServicePortRules;
      const place = { name: node, zone: zone || undefined, labels: {} };
      const gates = gatesOf({ version: { major: 1, minor }, proxy: {} } as Parameters<typeof gatesOf>[0]);
      const usable = usableFrom(rules, place, gates);
      const names = (set: readonly Endpoint[]): string => set.map(({ key }) => key).join(' ');
      assert.deepEqual(
        { cluster: names(usable.cluster.endpoints), local: names(usable.local.endpoints), any: usable.any },
        expected,
      );
    });
  }
});
