import assert from 'node:assert/strict';
import type { Endpoint, ServiceSpec } from '../../kube/index.ts';
import {
  ask,
  endpoint,
  endpoints,
  pod,
  service,
  slice,
  trace,
  world,
  type From,
  type WorldOptions,
} from '../world.spec.ts';

/** The sentences of a trace on which endpoints a node may use, word for word. */

interface Case extends WorldOptions {
  readonly spec?: ServiceSpec;
  readonly from?: From;
  readonly to?: string;
}
const nodePort = '172.18.0.3:30080';
const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });

function state(list: readonly Endpoint[], spec: ServiceSpec, options: WorldOptions) {
  const web = service('web', {
    type: 'NodePort',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    ...spec,
  });
  const pods = [pod('a', 'worker', '10.244.1.5'), pod('client', 'worker', '10.244.1.9')];
  return world([...pods, web, slice('web', list)], {
    nodeLabels: { worker: zone('one'), worker2: zone('two') },
    ...options,
  });
}

/** Endpoints as `node words`, what is said of them to a client on worker, and what comes of it. */
function said(
  list: readonly string[],
  { spec = {}, from = 'client', to = '10.96.0.20:80', ...options }: Case = {},
) {
  const all = list.map((text, i) => {
    const [node, ...words] = text.split(' ');
    return endpoint(
      `10.244.${node === 'worker' ? 1 : 2}.${i + 5}`,
      node === '-' ? undefined : node,
      words.join(' '),
    );
  });
  const [, , usable, next] = trace(ask(state(all, spec, options), from, to));
  return [usable?.replace('usable-endpoints: ', ''), next];
}

describe('what is said of usable endpoints', () => {
  it('is that there are none', () => {
    assert.deepEqual(said([]), [
      'no endpoints: no slice of the Service lists any for this port',
      'reject: rejected: nothing usable exists anywhere: refused at once',
    ]);
    const old = world([service('web', {}), endpoints('web', [])], { mode: 'userspace', minor: 25 });
    assert.equal(
      trace(ask(old, 'host worker', '10.96.0.20:80'))[2],
      'usable-endpoints: no endpoints: the Endpoints of the Service list no ready ones for this port',
    );
  });

  it('is in what condition they are, where none is usable or some are left out', () => {
    const bad = ['worker unready', 'worker unready terminating notserving', 'worker2 terminating'];
    assert.deepEqual(said(bad, { minor: 25 }), [
      'usable 0 of 3 endpoints: 1 not ready, 1 terminating but serving, 1 terminating',
      'reject: rejected: nothing usable exists anywhere: refused at once',
    ]);
    assert.equal(
      said([
        'worker',
        'worker unready',
        'worker2 unready',
        'worker2 terminating',
        'worker unready terminating',
        'worker3 unready terminating',
      ])[0],
      'policy Cluster: usable 1 of 6 endpoints (1 ready, 2 not ready, 1 terminating but serving, 2 terminating)',
    );
    assert.equal(said(['worker'])[0], 'policy Cluster: usable 1 of 1 endpoint');
    assert.equal(said(['worker', 'worker2'])[0], 'policy Cluster: usable 2 of 2 endpoints');
  });

  it('is why not all are used', () => {
    assert.equal(
      said(['worker terminating', 'worker2 unready'])[0],
      'policy Cluster: usable 1 of 2 endpoints: nothing is ready, those that terminate stand in',
    );
    assert.equal(
      said(['worker ready zone:one', 'worker2 ready zone:two'])[0],
      'policy Cluster: usable 1 of 2 endpoints: hints keep traffic in this zone',
    );
    assert.equal(
      said(['worker ready hintnode:worker', 'worker2 ready hintnode:worker2'])[0],
      'policy Cluster: usable 1 of 2 endpoints: hints keep traffic in this node',
    );
    const keys: Case = {
      spec: { topologyKeys: ['kubernetes.io/hostname'] },
      nodeLabels: { worker: { 'kubernetes.io/hostname': 'worker' } },
      proxy: { featureGates: { ServiceTopology: true } },
      minor: 21,
    };
    assert.equal(
      said(['worker', 'worker2'], keys)[0],
      'policy Cluster: usable 1 of 2 endpoints: the others match no key of topologyKeys here',
    );
  });

  it('is where they are, under policy Local', () => {
    const spec: ServiceSpec = { internalTrafficPolicy: 'Local' };
    const drop = 'drop: dropped: something exists, but nothing that this packet may use: no answer';
    assert.deepEqual(said(['worker2', 'worker3', '-', 'worker2'], { spec }), [
      'policy Local: usable here 0 of 4 endpoints (no node: 1, worker2: 2, worker3: 1)',
      drop,
    ]);
    assert.equal(
      said(['worker terminating', 'worker2'], { spec })[0],
      'policy Local: usable here 1 of 2 endpoints (worker: 1, worker2: 1): nothing is ready, those that terminate stand in',
    );
  });

  it('is for whom policy Local does not hold', () => {
    const spec: ServiceSpec = { externalTrafficPolicy: 'Local' };
    assert.equal(
      said(['worker2'], { spec, to: nodePort })[0],
      'policy Local does not hold for a pod: usable 1 of 1 endpoint',
    );
    assert.equal(
      said(['worker2'], { spec, to: nodePort, from: 'host worker' })[0],
      'policy Local does not hold for a process of this node: usable 1 of 1 endpoint',
    );
  });

  it('is that old releases refuse what a node has no endpoint for', () => {
    assert.equal(
      said(['worker2'], { spec: { internalTrafficPolicy: 'Local' }, minor: 23 })[1],
      'reject: rejected: this node may use none of the endpoints, and this release rejects then: refused at once',
    );
  });
});

describe('what is said of the end', () => {
  it('is the source, as far as it is known', () => {
    const direct = trace(ask(state([], {}, {}), 'host worker', '10.244.1.5:8080'));
    assert.equal(direct.at(-1), 'source-address: source kept');
  });

  it('is that nobody has an address', () => {
    assert.equal(
      trace(ask(state([], {}, {}), 'client', '10.244.1.77:80')).at(-1),
      'routing: no pod has address 10.244.1.77: no answer',
    );
  });

  it('is a reason where routing decides, and none where an endpoint refuses', () => {
    const chained = ask(state([endpoint('10.96.0.1', undefined)], {}, {}), 'client', '10.96.0.20:80');
    assert.deepEqual(
      [chained.result, chained.reason],
      [
        'unhandled',
        '10.96.0.1:8080: it is itself an address for Services, and a packet meets Service rules once',
      ],
    );
    const deaf = [endpoint('10.244.1.9', 'worker')];
    const refusing = world([
      pod('client', 'worker', '10.244.1.9', { ports: [81] }),
      service('web', {}),
      slice('web', deaf),
    ]);
    const answer = ask(refusing, 'host worker2', '10.96.0.20:80');
    assert.deepEqual([answer.result, answer.reason], ['refused', undefined]);
  });
});
