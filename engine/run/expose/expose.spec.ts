import assert from 'node:assert/strict';
import { parseManifests, type KubeObject, type Service } from '../../kube/index.ts';
import { expose, isRefusal } from './expose.ts';
import { readExposeOptions, type ExposeOptions } from './options.ts';

function read(yaml: string): KubeObject {
  const { manifests, problems } = parseManifests(yaml, 'x.yaml');
  assert.deepEqual(problems, []);
  const [manifest] = manifests;
  assert.ok(manifest);
  return manifest.object;
}

const deployment = (ports: string, selector = 'matchLabels: { app: web }'): KubeObject =>
  read(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { team: a } }
spec:
  selector: { ${selector} }
  template:
    metadata: { labels: { app: web, extra: yes-too } }
    spec: { containers: [{ name: web, image: web, ports: ${ports} }] }
`);
const one = '[{ containerPort: 8080 }]';

function made(object: KubeObject, options: ExposeOptions = {}): Service {
  const service = expose(object, options);
  assert.ok(!isRefusal(service), JSON.stringify(service));
  return service;
}
function refused(object: KubeObject, options: ExposeOptions = {}): string {
  const service = expose(object, options);
  assert.ok(isRefusal(service));
  return service.refused;
}

describe('kubectl expose', () => {
  it('copies name, labels, selector and port of a Deployment', () => {
    assert.deepEqual(made(deployment(one)), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop', labels: { team: 'a' } },
      spec: { selector: { app: 'web' }, ports: [{ protocol: 'TCP', port: 8080, targetPort: 8080 }] },
    });
  });

  it('takes a port alone for the target too', () => {
    assert.deepEqual(made(deployment(one), { port: '80' }).spec.ports, [
      { protocol: 'TCP', port: 80, targetPort: 80 },
    ]);
    assert.deepEqual(made(deployment(one), { port: '80', 'target-port': 'http' }).spec.ports, [
      { protocol: 'TCP', port: 80, targetPort: 'http' },
    ]);
  });

  it('names ports when there are several, and protocols when a number has two', () => {
    const dns = deployment(
      '[{ containerPort: 53, protocol: UDP }, { containerPort: 53 }, { containerPort: 8080 }]',
    );
    assert.deepEqual(
      made(dns).spec.ports?.map(({ name, port, protocol }) => [name, port, protocol]),
      [
        ['port-1-udp', 53, 'UDP'],
        ['port-1-tcp', 53, 'TCP'],
        ['port-2', 8080, 'TCP'],
      ],
    );
  });

  it('makes TCP of a number that the workload does not declare', () => {
    const udp = deployment('[{ containerPort: 53, protocol: UDP }]');
    assert.equal(made(udp).spec.ports?.[0]?.protocol, 'UDP');
    assert.equal(made(udp, { port: '80' }).spec.ports?.[0]?.protocol, 'TCP');
    assert.equal(made(udp, { protocol: 'SCTP' }).spec.ports?.[0]?.protocol, 'SCTP');
  });

  it('takes all labels of a pod for its selector', () => {
    const pod = read(
      'apiVersion: v1\nkind: Pod\nmetadata: { name: p, labels: { app: web, hash: abc } }\nspec: { containers: [{ name: c, image: i, ports: [{ containerPort: 80 }] }] }',
    );
    assert.deepEqual(made(pod).spec.selector, { app: 'web', hash: 'abc' });
  });

  it('loses targetPorts, names and node ports of a Service', () => {
    const service = read(
      'apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { type: NodePort, selector: { a: b }, ports: [{ name: http, port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    assert.deepEqual(made(service, { name: 'copy' }).spec, {
      selector: { a: 'b' },
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
    });
  });

  it('copies other options as they are', () => {
    const { spec } = made(deployment(one), {
      type: 'LoadBalancer',
      'cluster-ip': '10.96.0.9',
      'external-ip': '192.0.2.1',
      'load-balancer-ip': '192.0.2.2',
      'session-affinity': 'ClientIP',
      labels: 'x=y',
      selector: 'a=b,c=d',
    });
    assert.equal(spec.type, 'LoadBalancer');
    assert.equal(spec.clusterIP, '10.96.0.9');
    assert.deepEqual(spec.externalIPs, ['192.0.2.1']);
    assert.equal(spec.loadBalancerIP, '192.0.2.2');
    assert.equal(spec.sessionAffinity, 'ClientIP');
    assert.deepEqual(spec.selector, { a: 'b', c: 'd' });
    assert.equal(made(deployment(one), { 'load-balancer-ip': '192.0.2.2' }).spec.loadBalancerIP, undefined);
  });

  it('cuts a name that is too long', () => {
    const long = { ...deployment(one), metadata: { name: 'a'.repeat(70) } };
    assert.equal(made(long).metadata.name.length, 63);
  });

  it('refuses in the words of kubectl', () => {
    const set = { ...deployment(one), kind: 'StatefulSet' };
    assert.equal(refused(set), 'cannot expose a StatefulSet.apps');
    assert.equal(refused({ ...set, kind: 'Node' }), 'cannot expose a Node');
    assert.equal(refused(deployment('[]')), "couldn't find port via --port flag or introspection");
    assert.equal(refused(deployment(one), { port: 'http' }), 'strconv.Atoi: parsing "http": invalid syntax');
    assert.equal(refused(deployment(one), { 'session-affinity': 'Foo' }), 'unknown session affinity: Foo');
    assert.equal(refused(deployment(one), { selector: 'app' }), 'unexpected label spec: app');
    assert.equal(
      refused(deployment(one, 'matchExpressions: [{ key: app, operator: Exists }]')),
      "couldn't retrieve selectors via --selector flag or introspection: invalid deployment: no selectors, therefore cannot be exposed",
    );
  });

  it('needs no ports for a headless Service', () => {
    assert.equal(made(deployment('[]'), { 'cluster-ip': 'None' }).spec.ports, undefined);
  });
});

describe('options of kubectl expose', () => {
  it('are read with and without dashes', () => {
    assert.deepEqual(
      readExposeOptions([
        ['name', 'a'],
        ['--target-port', '80'],
      ]),
      {
        options: { name: 'a', 'target-port': '80' },
      },
    );
  });

  it('that nobody knows are told with the nearest', () => {
    const read = readExposeOptions([['targetport', '80']]);
    assert.ok('problems' in read);
    assert.equal(read.problems[0]?.hint, 'target-port');
  });
});
