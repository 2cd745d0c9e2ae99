import assert from 'node:assert/strict';
import { manifestOf, type Node, type Pod, type PodSpec } from '../../kube/index.ts';
import { ObjectStore } from '../object-store.ts';
import { isAdmitted } from './fits-node.ts';
import { HostPorts } from './host-ports.ts';

/** A port of a node: `TCP 80`, `TCP 127.0.0.1 80`. */
function wanting(...ports: readonly string[]): PodSpec {
  const list = ports.map((text) => {
    const [protocol, ...rest] = text.split(' ');
    const port = Number(rest.at(-1));
    return {
      protocol: protocol as 'TCP',
      containerPort: 8080,
      hostPort: port,
      ...(rest.length > 1 && { hostIP: rest[0]! }),
    };
  });
  return { containers: [{ name: 'a', ports: list }] };
}

function isFree(held: readonly PodSpec[], wanted: PodSpec, node = 'worker'): boolean {
  const ports = new HostPorts(ObjectStore.empty, () => true);
  for (const spec of held) ports.take('worker', spec);
  return ports.isFree(node, wanted);
}

describe('ports of a node (TestHostPortInfo_Check)', () => {
  const rows: readonly (readonly [held: string, wanted: string, free: boolean])[] = [
    ['TCP 127.0.0.1 79', 'TCP 127.0.0.1 80', true],
    ['TCP 127.0.0.1 80', 'TCP 127.0.0.1 80', false],
    ['UDP 127.0.0.1 80', 'TCP 127.0.0.1 80', true],
    ['TCP 127.0.0.2 80', 'TCP 127.0.0.1 80', true],
    ['TCP 80', 'TCP 127.0.0.1 80', false],
    ['TCP 127.0.0.1 80', 'TCP 80', false],
    ['TCP 0.0.0.0 80', 'TCP 80', false],
    ['TCP 79', 'TCP 80', true],
  ];
  for (const [held, wanted, free] of rows) {
    it(`${wanted} is ${free ? 'free' : 'held'} beside ${held}`, () =>
      assert.equal(isFree([wanting(held)], wanting(wanted)), free));
  }

  it('are held together, and on their own node only', () => {
    assert.equal(isFree([wanting('TCP 80')], wanting('TCP 81', 'TCP 80')), false);
    assert.equal(isFree([wanting('TCP 80', 'TCP 81')], wanting('TCP 82')), true);
    assert.equal(isFree([wanting('TCP 80')], wanting('TCP 80'), 'worker2'), true);
    assert.equal(
      isFree([wanting('TCP 127.0.0.1 80'), wanting('TCP 127.0.0.2 80')], wanting('TCP 127.0.0.2 80')),
      false,
    );
  });

  it('are those of containers and sidecars, not of other init containers', () => {
    const init = (restartPolicy?: 'Always'): PodSpec => ({
      containers: [{ name: 'a' }],
      initContainers: [{ ...wanting('TCP 80').containers[0]!, ...(restartPolicy && { restartPolicy }) }],
    });
    assert.equal(isFree([wanting('TCP 80')], init('Always')), false);
    assert.equal(isFree([wanting('TCP 80')], init()), true);
  });

  it('are all ports of a pod on the network of its node', () => {
    const onHost: PodSpec = {
      hostNetwork: true,
      containers: [{ name: 'a', ports: [{ containerPort: 80 }] }],
    };
    assert.equal(isFree([onHost], wanting('TCP 80')), false);
    assert.equal(isFree([{ ...onHost, hostNetwork: false }], wanting('TCP 80')), true);
  });

  it('are held by pods that are there, if they hold any', () => {
    const there = (name: string, spec: PodSpec): Pod => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: { ...spec, nodeName: 'worker' },
    });
    const objects = ObjectStore.of([
      manifestOf(there('a', wanting('TCP 80'))),
      manifestOf(there('b', wanting('TCP 81'))),
    ]);
    const ports = new HostPorts(objects, ({ metadata }) => metadata.name === 'a');
    assert.deepEqual(
      [80, 81].map((port) => ports.isFree('worker', wanting(`TCP ${port}`))),
      [false, true],
    );
  });
});

describe('a node without a spec', () => {
  it('keeps no pod off', () => {
    const node: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker' } };
    assert.equal(isAdmitted({ containers: [] }, node), true);
  });
});
