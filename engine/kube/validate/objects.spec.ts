import assert from 'node:assert/strict';
import { formatPath } from '../manifest.ts';
import type { KubeObject } from '../types/meta.ts';
import { validateObject } from './validate-object.ts';

function rejections(object: object): string[] {
  return validateObject(object as KubeObject).map(({ path, what }) => `${formatPath(path)}: ${what}`);
}

describe('Endpoints written by hand', () => {
  const endpoints = (...subsets: object[]): object => ({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'db' },
    subsets,
  });

  it('may lead anywhere that is somewhere', () => {
    const subset = { addresses: [{ ip: '192.0.2.42' }, { ip: 'fd00::5' }], ports: [{ port: 5432 }] };
    assert.deepEqual(rejections(endpoints(subset)), []);
  });

  it('may not lead to what each machine has for itself', () => {
    const ips = ['0.0.0.0', '127.0.0.1', '169.254.1.1', '224.0.0.7', '::', '::1', 'fe80::1', 'ff02::1'];
    const fields = rejections(endpoints({ addresses: ips.map((ip) => ({ ip })) })).map(
      (one) => one.split(':')[0],
    );
    assert.deepEqual(
      fields,
      ips.map((_, i) => `subsets[0].addresses[${i}].ip`),
    );
  });

  it('need addresses, names for several ports, ports that are ports', () => {
    const subset = { notReadyAddresses: [], ports: [{ port: 80 }, { name: 'b', port: 0, protocol: 'ICMP' }] };
    assert.deepEqual(rejections(endpoints(subset)), [
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[1].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'subsets[0].ports[1].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
    ]);
  });

  it('need an address where one is announced: what is left out is empty', () => {
    assert.deepEqual(rejections(endpoints({ addresses: [{}] })).slice(0, 1), [
      'subsets[0].addresses[0].ip: Invalid value: "": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
  });
});

describe('an EndpointSlice written by hand', () => {
  it('says what it can not be', () => {
    const rows: readonly (readonly [object, ...string[]])[] = [
      [
        { addressType: 'IP' },
        'addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"',
      ],
      [
        { endpoints: [{ addresses: Array.from({ length: 101 }, () => '192.0.2.1') }] },
        'endpoints[0].addresses: Too many: 101: must have at most 100 items',
      ],
      [
        { ports: [{ name: 'a', appProtocol: 'a/b/c' }, { name: 'a' }] },
        "ports[0].appProtocol: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        'ports[1].name: Duplicate value: "a"',
      ],
      [
        { endpoints: [{ addresses: ['192.0.2.1'], hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }] },
        'endpoints[0].hints.forZones[1].name: Duplicate value: "a"',
      ],
      [
        {
          endpoints: [
            {
              addresses: ['192.0.2.1'],
              hints: { forNodes: Array.from({ length: 9 }, (_, i) => ({ name: `n${i}` })) },
            },
          ],
        },
        'endpoints[0].hints.forNodes: Too many: 9: must have at most 8 items',
      ],
      [
        { addressType: 'FQDN', endpoints: [{ addresses: ['db', 'db.example.com.', ''] }] },
        'endpoints[0].addresses[0]: Invalid value: "db": should be a domain with at least two segments separated by dots',
        'endpoints[0].addresses[2]: Required value',
      ],
      [
        { addressType: 'IPv6', endpoints: [{ addresses: ['FD00::1', '::ffff:192.0.2.1', '192.0.2.1'] }] },
        'endpoints[0].addresses[0]: Invalid value: "FD00::1": must be in canonical form ("fd00::1")',
        'endpoints[0].addresses[1]: Invalid value: "::ffff:192.0.2.1": must not be an IPv4-mapped IPv6 address',
        'endpoints[0].addresses: Invalid value: "192.0.2.1": must be an IPv6 address',
      ],
      [{ ports: [{ port: 70_000 }] }],
    ];
    for (const [rest, ...faults] of rows) assert.deepEqual(rejections(slice(rest)), faults);
  });

  const slice = (rest: object): object => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'db-1' },
    addressType: 'IPv4',
    endpoints: [],
    ...rest,
  });

  it('may be empty', () => assert.deepEqual(rejections(slice({ endpoints: undefined })), []));

  it('holds addresses of its own family', () => {
    assert.deepEqual(rejections(slice({ endpoints: [{ addresses: ['fd00::5'] }] })), [
      'endpoints[0].addresses: Invalid value: "fd00::5": must be an IPv4 address',
    ]);
    assert.deepEqual(rejections(slice({ addressType: 'IPv6', endpoints: [{ addresses: ['10.0.0.1'] }] })), [
      'endpoints[0].addresses: Invalid value: "10.0.0.1": must be an IPv6 address',
    ]);
  });

  it('holds no address of one machine only, no endpoint without address', () => {
    assert.deepEqual(rejections(slice({ endpoints: [{ addresses: [] }, { addresses: ['127.0.0.1'] }] })), [
      'endpoints[0].addresses: Required value: must contain at least 1 address',
      'endpoints[1].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ]);
  });

  it('has an address type, and ports of different names', () => {
    assert.deepEqual(rejections(slice({ addressType: 'IP', ports: [{ port: 80 }, { port: 81 }] })), [
      'addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"',
      'ports[1].name: Duplicate value: ""',
    ]);
  });

  it('holds at most 1000 endpoints', () => {
    const endpoints = Array.from({ length: 1001 }, () => ({ addresses: ['10.0.0.1'] }));
    assert.deepEqual(rejections(slice({ endpoints })), [
      'endpoints: Too many: 1001: must have at most 1000 items',
    ]);
  });
});

const container = { name: 'main', image: 'web' };
const pod = (spec: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-1' },
  spec: { containers: [container], ...spec },
});

describe('a pod', () => {
  it('needs a container, each with a name of its own and an image', () => {
    assert.deepEqual(rejections(pod({ containers: [] })), ['spec.containers: Required value']);
    assert.deepEqual(rejections(pod({ containers: [container, { name: 'main' }] })), [
      'spec.containers[1].image: Required value',
      'spec.containers[1].name: Duplicate value: "main"',
    ]);
  });

  it('has ports that are ports, of different names', () => {
    const ports = [
      { name: 'http', containerPort: 8080 },
      { name: 'http', containerPort: 65536, protocol: 'HTTP' },
      { name: '8080', containerPort: 1 },
    ];
    assert.deepEqual(rejections(pod({ containers: [{ ...container, ports }] })), [
      'spec.containers[0].ports[1].name: Duplicate value: "http"',
      'spec.containers[0].ports[1].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive',
      'spec.containers[0].ports[1].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
      'spec.containers[0].ports[2].name: Invalid value: "8080": must contain at least one letter (a-z)',
    ]);
  });

  it('takes its ports from the node as they are', () => {
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    assert.deepEqual(rejections(pod({ containers: [{ ...container, ports }] })), []);
    assert.deepEqual(rejections(pod({ hostNetwork: true, containers: [{ ...container, ports }] })), [
      'spec.containers[0].ports[0].hostPort: Invalid value: 8080: must match `containerPort` when `hostNetwork` is true',
    ]);
  });

  it('takes each port of the node once', () => {
    const ports = [
      { containerPort: 80, hostPort: 8080 },
      { containerPort: 81, hostPort: 8080 },
    ];
    assert.deepEqual(rejections(pod({ containers: [{ ...container, ports }] })), [
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//8080"',
    ]);
    const twice = [{ containerPort: 80 }, { containerPort: 80 }];
    assert.deepEqual(rejections(pod({ hostNetwork: true, containers: [{ ...container, ports: twice }] })), [
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ]);
    assert.deepEqual(rejections(pod({ containers: [{ ...container, ports: twice }] })), []);
  });

  it('is probed in one way', () => {
    const probed = (readinessProbe: object): string[] =>
      rejections(pod({ containers: [{ ...container, readinessProbe }] }));
    assert.deepEqual(probed({ exec: { command: ['ls', '/var/ready'] } }), []);
    assert.deepEqual(probed({ periodSeconds: 1 }), [
      'spec.containers[0].readinessProbe: Required value: must specify a handler type',
    ]);
    assert.deepEqual(probed({ exec: {}, httpGet: { port: 'UP' } }), [
      'spec.containers[0].readinessProbe.exec.command: Required value',
      'spec.containers[0].readinessProbe.httpGet: Forbidden: may not specify more than 1 handler type',
    ]);
  });

  it('tolerates what can be tolerated', () => {
    const tolerations = [
      { operator: 'Exists' },
      { key: 'a', value: 'b' },
      { key: 'a', effect: 'Never' },
      { value: 'x' },
    ];
    assert.deepEqual(rejections(pod({ tolerations })), [
      'spec.tolerations[2].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      'spec.tolerations[3].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ]);
  });
});

describe('a workload', () => {
  const workload = (kind: string, spec: object, labels: object = { app: 'web' }): object => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: { template: { metadata: { labels }, spec: { containers: [container] } }, ...spec },
  });
  const kinds = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];
  const matchLabels = { app: 'web' };

  for (const kind of kinds) {
    it(`${kind}: picks its own pods`, () => {
      assert.deepEqual(rejections(workload(kind, { selector: { matchLabels } })), []);
      assert.deepEqual(rejections(workload(kind, { selector: { matchLabels: { app: 'wbe' } } })), [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ]);
    });

    it(`${kind}: picks some`, () => {
      const name = kind === 'ReplicaSet' ? 'deployment' : kind.toLowerCase();
      assert.deepEqual(rejections(workload(kind, { selector: {} })), [
        `spec.selector: Invalid value: {}: empty selector is invalid for ${name}`,
      ]);
    });
  }

  it('has a selector that makes sense', () => {
    const matchExpressions = [
      { key: 'app', operator: 'In' },
      { key: 'app', operator: 'Exists', values: ['web'] },
      { key: 'app', operator: 'Gt', values: ['1'] },
    ];
    assert.deepEqual(rejections(workload('Deployment', { selector: { matchExpressions } })), [
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "spec.selector.matchExpressions[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      'spec.selector.matchExpressions[2].operator: Invalid value: "Gt": not a valid selector operator',
      `spec.selector: Invalid value: ${JSON.stringify({ matchExpressions })}: invalid label selector`,
    ]);
  });

  it('has no less than no replicas', () => {
    assert.deepEqual(rejections(workload('Deployment', { selector: { matchLabels }, replicas: 0 })), []);
    assert.deepEqual(rejections(workload('Deployment', { selector: { matchLabels }, replicas: -1 })), [
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ]);
  });

  it('says what is wrong with its pods, where it is written', () => {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [], restartPolicy: 'Never' },
    };
    assert.deepEqual(rejections(workload('Deployment', { selector: { matchLabels }, template })), [
      'spec.template.spec.containers: Required value',
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ]);
  });

  it('of the oldest kind takes its selector from its pods', () => {
    assert.deepEqual(rejections(workload('ReplicationController', {})), []);
    assert.deepEqual(rejections(workload('ReplicationController', {}, {})), [
      'spec.selector: Required value',
    ]);
  });

  it('that ends, ends', () => {
    assert.deepEqual(rejections(workload('Job', {})), [
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ]);
  });
});

describe('names and labels', () => {
  const named = (kind: string, metadata: object): string[] =>
    rejections({ apiVersion: 'v1', kind, metadata }).map((one) => one.slice(0, one.indexOf(':')));

  it('of objects are names that DNS could have', () => {
    assert.deepEqual(named('ConfigMap', { name: 'a.b-c' }), []);
    assert.deepEqual(named('ConfigMap', { name: 'A_b' }), ['metadata.name']);
    assert.deepEqual(named('ConfigMap', { name: 'a'.repeat(253) }), []);
    assert.deepEqual(named('ConfigMap', { name: 'a'.repeat(254) }), ['metadata.name']);
  });

  it('of namespaces are one label', () => {
    assert.deepEqual(named('Namespace', { name: 'a.b' }), ['metadata.name']);
    assert.deepEqual(named('ConfigMap', { name: 'a', namespace: 'Shop' }), ['metadata.namespace']);
  });

  it('in labels have a prefix or none', () => {
    assert.deepEqual(named('ConfigMap', { name: 'a', labels: { 'example.com/app': 'Web_1', tier: '' } }), []);
    for (const key of ['', 'a/b/c', '/app', 'example.com/', 'Example.com/app', '-app', 'a'.repeat(64)]) {
      const found = named('ConfigMap', { name: 'a', labels: { [key]: 'x' } });
      assert.ok(found.length > 0 && found.every((field) => field === 'metadata.labels'), key);
    }
  });
});

describe('a node', () => {
  const node = (rest: object): object => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'worker' },
    ...rest,
  });

  it('has ranges, addresses and taints that are some', () => {
    const spec = {
      podCIDR: '10.244.0.0',
      podCIDRs: ['10.244.0.0/24'],
      taints: [{ key: 'a', effect: 'Never' }],
    };
    const addresses = [
      { type: 'InternalIP', address: '172.18.0' },
      { type: 'Hostname', address: 'worker' },
    ];
    assert.deepEqual(rejections(node({ spec, status: { addresses } })), [
      'spec.podCIDRs[0]: Invalid value: "10.244.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      'status.addresses[0].address: Invalid value: "172.18.0": must be a valid IP address',
    ]);
  });
});
