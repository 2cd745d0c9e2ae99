import assert from 'node:assert/strict';
import { ObjectStore } from '../object-store.ts';
import { causes, service, web } from './testing.spec.ts';

const skipped = service('{ selector: { app: web }, ports: [{ port: 80 }] }').replace(
  'namespace: default }',
  'namespace: default, labels: { service.kubernetes.io/service-proxy-name: mine } }',
);
const text = (cause = ''): string => cause.replace(/ @\d+( \| .*)?$/, '');

describe('the Service that a flow is for', () => {
  const alone = [
    'kube-proxy leaves service default/web alone: it has the label service.kubernetes.io/service-proxy-name',
  ];

  it('is the one of a reference, though no proxy knows it', () => {
    for (const to of ['service/web:80', 'service/default/web:80', 'web.default:80'])
      assert.deepEqual(causes({ yaml: web() + skipped, to }).map(text), alone);
    const shop = skipped.replace('namespace: default', 'namespace: shop');
    assert.deepEqual(
      causes({ yaml: web() + shop, to: 'service/shop/web:80' }).map(text),
      alone.map((words) => words.replace('default/web', 'shop/web')),
    );
  });

  it('is the one with the address that is dialled', () => {
    const plain = service('{ clusterIP: 10.96.0.20, selector: { app: web }, ports: [{ port: 80 }] }');
    assert.deepEqual(causes({ yaml: web() + plain, to: '10.96.0.20:81' }).map(text), [
      'service default/web has no port 81; it has 80/TCP',
    ]);
  });

  it('is none that a longer name only begins with', () => {
    const plain = service('{ selector: { app: web }, ports: [{ port: 80 }] }');
    assert.deepEqual(causes({ yaml: web() + plain, to: 'web.default.svc.cluster.other:80' }).map(text), [
      'web.default.svc.cluster.other is none of the names of service default/web',
    ]);
    const pod = service('{ ports: [{ port: 80 }] }', 'a', 'web');
    assert.deepEqual(causes({ yaml: pod, to: 'a.web.default.svc.cluster.local:80' }).map(text), [
      'a.web.default.svc.cluster.local is none of the names of service web/a',
    ]);
  });

  it('is not told to be of another protocol where the rules of a node are old', () => {
    const nodePort = service(
      '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    const faults = { staleProxies: new Map([['worker', ObjectStore.empty]]) };
    const said = causes({
      yaml: web() + nodePort,
      from: 'host control-plane',
      to: 'node/worker:30080',
      faults,
    });
    assert.deepEqual(said, [
      'the proxy of node worker is stopped: its rules are those of the time when it stopped',
    ]);
  });
});

describe('a ping', () => {
  it('has no cause in a manifest', () =>
    assert.deepEqual(causes({ yaml: web() + skipped, to: '10.244.1.253', protocol: 'ICMP' }), []));
});
