import assert from 'node:assert/strict';
import { causes, service, web } from './testing.spec.ts';

const named = service('{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
const pod = (name: string, ports: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec: { containers: [{ name: main, image: img, ports: ${ports}${more} }] }
---`;
const text = (cause = ''): string => cause.replace(/ @\d+( \| .*)?$/, '');

describe('a port of a Service', () => {
  it('is not missing where one of several is asked for', () => {
    const two = service('{ selector: { app: db }, ports: [{ name: a, port: 80 }, { name: b, port: 81 }] }');
    for (const to of ['web:80', 'web:81'])
      assert.match(causes({ yaml: web() + two, to }).join(), /^selector app=db of service default\/web/);
  });

  it('is of nobody where kube-proxy leaves the Service alone', () => {
    const left = named.replace(
      'namespace: default }',
      'namespace: default, labels: { service.kubernetes.io/service-proxy-name: mine } }',
    );
    assert.deepEqual(causes({ yaml: web() + left, to: 'web:80' }).map(text), [
      'kube-proxy leaves service default/web alone: it has the label service.kubernetes.io/service-proxy-name',
    ]);
  });

  it('is not looked for behind an alias, nor in a headless Service', () => {
    const alias = service(
      '{ type: ExternalName, externalName: web.default.svc.cluster.local, ports: [{ port: 80 }] }',
      'alias',
    );
    assert.deepEqual(causes({ yaml: web() + named + alias, to: 'alias:81' }).map(text), [
      'service default/web has no port 81/TCP, and mode iptables has no rule for it; ordinary routing decides',
    ]);
    const headless = `${service('{ clusterIP: None, ports: [{ port: 80 }] }')}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: mine, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints: [{ addresses: [192.0.2.42] }]
ports: [{ port: 80 }]
---`;
    assert.ok(!causes({ yaml: headless, to: 'web:9376' }).join().includes('has no port'));
  });

  it('is not meant where the address of a node is dialled that is an external IP too', () => {
    const external = service(
      '{ externalIPs: [172.18.0.3], selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
    );
    const said = causes({ yaml: web() + external, from: 'outside', to: '172.18.0.3:22' });
    assert.ok(!said.join().includes('has no port'), said.join());
  });
});

describe('a targetPort that is a name', () => {
  it('is not blamed where no pod is selected', () => {
    const nobody = named.replace('app: web', 'app: nobody');
    assert.deepEqual(causes({ yaml: pod('a', '[{ containerPort: 1 }]') + nobody, to: 'web:80' }).map(text), [
      'selector app=nobody of service default/web picks no pod: pod a has the label app=web',
    ]);
  });

  it('is the name of no port, or of others, which are told sorted', () => {
    const yaml = (ports: string): string => pod('a', ports) + named;
    assert.deepEqual(causes({ yaml: yaml('[{ containerPort: 80 }]'), to: 'web:80' }).map(text), [
      'targetPort http of service default/web is the name of no TCP port of its pods: their containers name no ports',
    ]);
    const two = '[{ name: web, containerPort: 80 }, { name: admin, containerPort: 81 }]';
    assert.deepEqual(causes({ yaml: yaml(two), to: 'web:80' }).map(text), [
      'targetPort http of service default/web is the name of no TCP port of its pods: their containers name admin, web',
    ]);
  });

  it('is not blamed where one of the pods has it', () => {
    const unready = ', readinessProbe: { exec: { command: ["false"] } }';
    const yaml =
      pod('a', '[{ name: http, containerPort: 80 }]', unready) + pod('b', '[{ containerPort: 80 }]') + named;
    assert.deepEqual(causes({ yaml, to: 'web:80' }).map(text), [
      'rejected: nothing usable exists anywhere: refused at once',
    ]);
  });
});
