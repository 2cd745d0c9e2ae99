import assert from 'node:assert/strict';
import { withCni } from '../../kube/index.ts';
import { endpoint, pod, service, slice, told, world } from '../world.spec.ts';

/** What kindnet does to pods that dial another node, and what would be without (KEP-1669, kubernetes PR 123622). */

const objects = [
  pod('web-1', 'worker2', '10.244.2.5'),
  pod('host', 'worker2', '172.18.0.4', { spec: { hostNetwork: true } }),
  pod('client', 'worker', '10.244.1.9'),
  service('web', {
    type: 'NodePort',
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  }),
  slice('web', [endpoint('10.244.2.5', 'worker2')]),
];
const kindnet = world(objects);
const none = { ...kindnet, cluster: withCni(kindnet.cluster, 'none') };

describe('a pod that dials the node port of another node, policy Local', () => {
  it('is a stranger there under kindnet', () => {
    assert.equal(told(kindnet, 'client', '172.18.0.5:30080'), 'timeout');
    assert.equal(told(kindnet, 'client', '172.18.0.4:30080'), 'reached web-1, hidden worker');
  });

  it('is known as a pod without it, where its address lies in the pod ranges', () => {
    assert.equal(told(none, 'client', '172.18.0.4:30080'), 'reached web-1, kept 10.244.1.9');
  });

  it('gets lost where that node keeps its address and the endpoint answers past it', () => {
    assert.equal(told(none, 'client', '172.18.0.5:30080'), 'timeout');
  });

  it('is seen by programs of another node with its own address only without kindnet', () => {
    assert.equal(told(kindnet, 'client', '172.18.0.4:8080'), 'reached host, hidden worker');
    assert.equal(told(none, 'client', '172.18.0.4:8080'), 'reached host, kept 10.244.1.9');
  });
});
