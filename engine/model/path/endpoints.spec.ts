import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, trace, world } from '../world.spec.ts';

const client = pod('client', 'worker', '10.244.1.9', { ports: [] });
const at = (ip: string, port = 8080) => [
  service('web', {}),
  slice('web', [endpoint(ip, 'worker')], [{ name: '', port }]),
];

describe('where a chosen endpoint is', () => {
  it('may not listen: no mode tries another one', () => {
    const state = world([
      pod('a', 'worker', '10.244.1.5'),
      pod('b', 'worker2', '10.244.2.5', { ports: [9090] }),
      client,
      service('web', {}),
      slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
    ]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a b!refused, kept 10.244.1.9');
    const answer = ask(state, 'client', '10.96.0.20:80');
    assert.deepEqual(
      answer.backends.map(({ probability }) => probability),
      [0.5, 0.5],
    );
    assert.match(trace(answer).join('\n'), /listener: default\/b does not listen on 8080\/TCP: refused/);
  });

  it('may refuse for all: then the answer does', () => {
    const state = world([pod('a', 'worker', '10.244.1.5', { ports: [9090] }), client, ...at('10.244.1.5')]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'refused');
    assert.deepEqual(ask(state, 'client', '10.96.0.20:80').backends, []);
  });

  it('may be dead: an address of the pods that no pod has', () => {
    assert.equal(told(world([client, ...at('10.244.1.77')]), 'client', '10.96.0.20:80'), 'timeout');
  });

  it('may end in two ways, neither of them good', () => {
    const state = world([
      pod('a', 'worker', '10.244.1.5', { ports: [9090] }),
      client,
      service('web', {}),
      slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.1.77', 'worker')]),
    ]);
    const { result, backends } = ask(state, 'client', '10.96.0.20:80');
    assert.equal(result, 'refused');
    assert.deepEqual(
      backends.map(({ ip, result }) => [ip, result]),
      [
        ['10.244.1.5', undefined],
        ['10.244.1.77', 'timeout'],
      ],
    );
  });

  it('may be outside the cluster: taken to answer', () => {
    const state = world([client, ...at('192.0.2.42', 9376)]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached 192.0.2.42:9376, hidden worker');
    assert.equal(told(state, 'host worker2', '10.96.0.20:80'), 'reached 192.0.2.42:9376, hidden worker2');
  });

  it('may be another Service: a packet meets Service rules once', () => {
    assert.equal(told(world([client, ...at('10.96.0.1', 443)]), 'client', '10.96.0.20:80'), 'unhandled');
  });

  it("may be another node's node port: the model does not follow a second Service", () => {
    const nodePort = service('other', {
      type: 'NodePort',
      clusterIP: '10.96.0.21',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    });
    const state = world([client, nodePort, ...at('172.18.0.4', 30080)]);
    const { result, reason } = ask(state, 'client', '10.96.0.20:80');
    assert.equal(result, 'unknown');
    assert.equal(
      reason,
      '172.18.0.4:30080: node worker2 hands it on to service default/other, and the model follows one Service only',
    );
    assert.equal(told(state, 'host worker2', '10.96.0.20:80'), 'refused');
  });

  it('may be a node: the API server answers', () => {
    const state = world([
      client,
      service('kubernetes', {
        clusterIP: '10.96.0.1',
        ports: [{ name: 'https', port: 443, targetPort: 6443 }],
      }),
      slice('kubernetes', [endpoint('172.18.0.2', undefined)], [{ name: 'https', port: 6443 }]),
    ]);
    assert.equal(told(state, 'client', 'kubernetes:443'), 'reached 172.18.0.2:6443, hidden worker');
    assert.equal(told(state, 'client', '172.18.0.3:6443'), 'refused');
    assert.equal(told(state, 'client', '172.18.0.3:10250'), 'reached 172.18.0.3:10250, kept 10.244.1.9');
    assert.equal(told(state, 'client', '172.18.0.3:10249'), 'refused');
    assert.equal(told(state, 'host worker', '127.0.0.1:10249'), 'reached 127.0.0.1:10249, kept 127.0.0.1');
    assert.equal(told(state, 'host worker', '127.0.0.1:10259'), 'refused');
    assert.equal(
      told(state, 'host control-plane', '127.0.0.1:10259'),
      'reached 127.0.0.1:10259, kept 127.0.0.1',
    );
  });
});

describe('what a pod listens on', () => {
  const direct = (
    object: ReturnType<typeof pod>,
    port: number,
    protocol?: 'UDP',
    rest: Parameters<typeof world>[0] = [],
  ) => told(world([object, client, ...rest]), 'client', `${object.object.status?.podIP}:${port}`, protocol);
  const a = (options: Parameters<typeof pod>[3] = {}) => pod('a', 'worker', '10.244.1.5', options);

  it('are the ports that its containers declare, in their protocol', () => {
    const dns = a({ ports: [{ containerPort: 53, protocol: 'UDP' }] });
    assert.equal(direct(dns, 53, 'UDP'), 'reached a, kept 10.244.1.9');
    assert.equal(direct(dns, 53), 'refused');
  });

  it('are numeric targetPorts of Services that select it, headless ones too', () => {
    const labelled = a({ labels: { app: 'web', tier: 'front' } });
    const selecting = (selector: Record<string, string>, port: object) => [
      service('web', { selector, clusterIP: 'None', ports: [{ port: 80, ...port }] }),
    ];
    assert.equal(
      direct(labelled, 9376, undefined, selecting({ app: 'web' }, { targetPort: 9376 })),
      'reached a, kept 10.244.1.9',
    );
    assert.equal(
      direct(labelled, 80, undefined, selecting({ app: 'web' }, {})),
      'reached a, kept 10.244.1.9',
    );
    assert.equal(direct(labelled, 9376, 'UDP', selecting({ app: 'web' }, { targetPort: 9376 })), 'refused');
    assert.equal(
      direct(labelled, 9376, undefined, selecting({ app: 'other' }, { targetPort: 9376 })),
      'refused',
    );
    assert.equal(
      direct(labelled, 9376, undefined, selecting({ app: 'web', tier: 'back' }, { targetPort: 9376 })),
      'refused',
    );
    assert.equal(
      direct(labelled, 80, undefined, selecting({ app: 'web' }, { targetPort: 'http' })),
      'refused',
    );
  });

  it('is whatever slices name, if it declares nothing', () => {
    const slices = [slice('any', [endpoint('10.244.1.5', 'worker')], [{ name: '', port: 7777 }])];
    assert.equal(direct(a({ ports: [] }), 7777, undefined, slices), 'reached a, kept 10.244.1.9');
    assert.equal(direct(a({ ports: [] }), 7778, undefined, slices), 'refused');
    assert.equal(direct(a(), 7777, undefined, slices), 'refused');
  });

  it('does not depend on readiness or deletion', () => {
    const status = {
      phase: 'Running' as const,
      podIP: '10.244.1.5',
      conditions: [{ type: 'Ready', status: 'False' as const }],
    };
    assert.equal(direct(a({ status }), 8080), 'reached a, kept 10.244.1.9');
  });

  it('is nothing where no container runs', () => {
    const waiting = {
      phase: 'Running' as const,
      podIP: '10.244.1.5',
      containerStatuses: [{ name: 'main', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
    };
    assert.equal(direct(a({ status: waiting }), 8080), 'refused');
    assert.equal(direct(a({ status: { phase: 'Pending', podIP: '10.244.1.5' } }), 8080), 'refused');
    for (const phase of ['Succeeded', 'Failed'] as const) {
      assert.equal(direct(a({ status: { phase, podIP: '10.244.1.5' } }), 8080), 'timeout');
    }
  });

  it('includes sidecars but not other init containers', () => {
    const init = (restartPolicy?: string) =>
      a({
        spec: {
          initContainers: [
            { name: 'init', ports: [{ containerPort: 7070 }], ...(restartPolicy && { restartPolicy }) },
          ],
        },
      });
    assert.equal(direct(init('Always'), 7070), 'reached a, kept 10.244.1.9');
    assert.equal(direct(init(), 7070), 'refused');
  });

  it('can be dialled by the pod itself', () => {
    const state = world([a(), client]);
    for (const to of ['127.0.0.1:8080', 'localhost:8080', '10.244.1.5:8080', 'a:8080']) {
      assert.equal(told(state, 'a', to).replace(/kept .*/, 'kept'), 'reached a, kept', to);
    }
    assert.equal(told(state, 'a', '127.0.0.1:81'), 'refused');
    assert.equal(told(state, 'client', '127.0.0.1:8080'), 'refused');
    assert.equal(told(state, 'client', 'a:8080'), 'no-name');
  });

  it('answers a node too, and the outside through a node', () => {
    const state = world([a(), client]);
    assert.equal(told(state, 'host worker', '10.244.1.5:8080'), 'reached a, kept worker');
    assert.equal(told(state, 'host worker2', '10.244.1.5:8080'), 'reached a, kept 172.18.0.4');
    assert.equal(
      told(state, 'outside 203.0.113.9 via worker2', '10.244.1.5:8080'),
      'reached a, kept 203.0.113.9',
    );
  });

  it('may be mapped to its node by a hostPort', () => {
    const mapped = a({ ports: [{ containerPort: 8080, hostPort: 80 }] });
    const state = world([mapped, client]);
    assert.equal(told(state, 'outside', '172.18.0.3:80'), 'reached a, kept 203.0.113.9');
    assert.equal(told(state, 'client', '172.18.0.4:80'), 'refused');
    assert.equal(told(state, 'host worker2', '172.18.0.3:80'), 'reached a, kept 172.18.0.4');
  });
});
