import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, world, type WorldOptions } from '../world.spec.ts';
import type { ServiceSpec } from '../../kube/index.ts';

const pods = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('c', 'worker3', '10.244.3.5'),
];
const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });

interface Case extends WorldOptions {
  readonly words: readonly [string, string, string];
  readonly spec?: ServiceSpec;
  readonly to?: string;
}

/** What is said of each endpoint, seen from worker: `+` for one that is used. */
function notes({ words, spec = {}, to = '10.96.0.20:80', ...options }: Case): readonly string[] {
  const endpoints = words.map((text, i) => ({
    ...endpoint(`10.244.${i + 1}.5`, `worker${['', 2, 3][i]}`, text),
    targetRef: { kind: 'Pod', name: 'abc'[i]! },
  }));
  const state = world([...pods, service('web', spec), slice('web', endpoints)], {
    nodeLabels: { worker: zone('one'), worker2: zone('one'), worker3: zone('two') },
    ...options,
  });
  const all = ask(state, 'host worker', to).trace.flatMap((step) => step.endpoints ?? []);
  return all.map(({ pod = '', used, why }) => `${used ? '+' : '-'} ${pod.replace('default/', '')}: ${why}`);
}

describe('what is said of each endpoint', () => {
  it('is that it is ready, or not', () => {
    assert.deepEqual(notes({ words: ['ready', 'unready', 'terminating'] }), [
      '+ a: ready',
      '- b: not ready',
      '- c: terminating: used only where nothing is ready',
    ]);
  });

  it('is that it stands in, or serves no more', () => {
    assert.deepEqual(notes({ words: ['terminating', 'unready', 'terminating notserving'] }), [
      '+ a: terminating, and stands in while nothing is ready',
      '- b: not ready',
      '- c: terminating, and serves no more',
    ]);
    assert.deepEqual(
      notes({ words: ['terminating', 'unready', 'unready'], minor: 25 })[0],
      ['- a: terminating: this release uses only what is ready'][0],
    );
  });

  it('is what its hint is for', () => {
    assert.deepEqual(notes({ words: ['ready zone:one', 'ready zone:one', 'ready zone:two'] }), [
      '+ a: ready, with a hint for zone one',
      '+ b: ready, with a hint for zone one',
      '- c: other zone: its hint is for two, node worker is in one',
    ]);
    const byNode = ['ready hintnode:worker', 'ready hintnode:worker2', 'unready'] as const;
    assert.deepEqual(notes({ words: byNode }), [
      '+ a: ready, with a hint for node worker',
      '- b: other node: its hint is for worker2',
      '- c: not ready',
    ]);
  });

  it('is where it is, under policy Local', () => {
    const spec: ServiceSpec = { internalTrafficPolicy: 'Local' };
    assert.deepEqual(notes({ words: ['ready', 'ready', 'unready'], spec }), [
      '+ a: ready',
      '- b: other node: it is on node worker2, and policy Local keeps traffic on worker',
      '- c: other node: it is on node worker3, and policy Local keeps traffic on worker; and not ready',
    ]);
  });

  it('is the policy of outside traffic only where that holds', () => {
    const spec: ServiceSpec = {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    };
    const insider = notes({ words: ['ready', 'ready', 'ready'], spec, to: '172.18.0.3:30080' });
    assert.deepEqual(insider, ['+ a: ready', '+ b: ready', '+ c: ready']);
  });

  it('is that no key of topologyKeys matches', () => {
    const spec: ServiceSpec = { topologyKeys: ['kubernetes.io/hostname'] };
    const nodeLabels = { worker: { 'kubernetes.io/hostname': 'worker' } };
    const proxy = { featureGates: { ServiceTopology: true } };
    assert.deepEqual(notes({ words: ['ready', 'ready', 'unready'], spec, nodeLabels, proxy, minor: 21 }), [
      '+ a: ready',
      '- b: no key of topologyKeys has the same value there and here',
      '- c: not ready',
    ]);
  });

  it('is why a pod that is selected is no endpoint', () => {
    const labels = { app: 'web' };
    const spec: ServiceSpec = { selector: labels, ports: [{ port: 80, targetPort: 'http' }] };
    const state = world([
      pod('named', 'worker', '10.244.1.5', { labels, ports: [{ containerPort: 8080, name: 'http' }] }),
      pod('nameless', 'worker', '10.244.1.6', { labels }),
      pod('six', 'worker', 'fd00:10:244:1::5', { labels }),
      pod('done', 'worker', '10.244.1.7', { labels, status: { phase: 'Succeeded', podIP: '10.244.1.7' } }),
      pod('new', 'worker', '', { labels, status: { phase: 'Pending' } }),
      pod('other', 'worker', '10.244.1.8', { labels: { app: 'other' } }),
      service('web', spec),
      slice('web', []),
    ]);
    const all = ask(state, 'host worker', '10.96.0.20:80').trace.flatMap((step) => step.endpoints ?? []);
    assert.deepEqual(all.map(({ pod = '', why }) => `${pod.replace('default/', '')}: ${why}`).sort(), [
      'done: has ended: phase Succeeded',
      'named: no slice lists it for this port',
      'nameless: port name missing: no container has a TCP port named http',
      'new: has no address: phase Pending',
      'six: other family: it has no IPv4 address',
    ]);
  });

  it('stays out of the answers of many flows', () => {
    const state = world([...pods, service('web', {}), slice('web', [endpoint('10.244.1.5', 'worker')])]);
    assert.doesNotMatch(JSON.stringify(ask(state, 'host worker', '10.96.0.20:80')), /"endpoints"/);
  });
});
