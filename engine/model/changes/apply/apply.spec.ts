import assert from 'node:assert/strict';
import { UserError } from '../../../errors/index.ts';
import { defaultCluster, type Deployment } from '../../../kube/index.ts';
import {
  after,
  apply,
  deployment,
  given,
  podNames,
  podRef,
  podsOf,
  serviceOf,
  slicesOf,
} from '../../given.spec.ts';
import type { State } from '../../state.ts';
import { mergeApplied } from './merge-applied.ts';

function web(spec: string): string {
  return `
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: ${spec}
`;
}

const nodePort =
  '{type: NodePort, selector: {app: web}, ports: [{name: http, port: 80}, {name: admin, port: 81}]}';
const balanced =
  '{type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}';

function refusals(state: State, yaml: string): readonly string[] {
  try {
    after(state, apply(yaml));
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.problems.map(({ what }) => what);
  }
  return [];
}

describe('applying again', () => {
  it('sets what is written, takes away what was written last, keeps what others set', () => {
    const last = { a: 1, gone: 1, map: { x: 1, y: 1 }, list: [1, 2] };
    const live = { a: 1, gone: 1, map: { x: 1, y: 1, z: 1 }, list: [1, 2], allocated: 7 };
    assert.deepEqual(mergeApplied(last, live, { a: 2, map: { x: 5 }, list: [3] }), {
      a: 2,
      map: { x: 5, z: 1 },
      list: [3],
      allocated: 7,
    });
  });

  it('keeps everything where nobody knows what was written last', () => {
    assert.deepEqual(mergeApplied(undefined, { a: 1, b: 2 }, { a: 3 }), { a: 3, b: 2 });
  });

  it('merges containers by name and ports by number and protocol, in the order now written', () => {
    const live = { containers: [{ name: 'a', image: 'x', set: 1 }, { name: 'b' }, { name: 'injected' }] };
    const last = { containers: [{ name: 'a', image: 'x' }, { name: 'b' }] };
    assert.deepEqual(mergeApplied(last, live, { containers: [{ name: 'c' }, { name: 'a', image: 'y' }] }), {
      containers: [{ name: 'c' }, { name: 'a', image: 'y', set: 1 }, { name: 'injected' }],
    });
    const ports = [
      { port: 53, protocol: 'TCP', nodePort: 1 },
      { port: 53, protocol: 'UDP', nodePort: 2 },
    ];
    assert.deepEqual(mergeApplied({}, { ports }, { ports: [{ port: 53, protocol: 'UDP', name: 'dns' }] }), {
      ports: [
        { port: 53, protocol: 'UDP', nodePort: 2, name: 'dns' },
        { port: 53, protocol: 'TCP', nodePort: 1 },
      ],
    });
  });

  it('keeps labels put on by hand and the number a Deployment was scaled to, unless they are written', () => {
    const sparse = deployment('web', 2).replace(/ {2}replicas: 2\n/, '');
    const state = after(
      given(sparse),
      { kind: 'scale', object: { kind: 'Deployment', namespace: 'default', name: 'web' }, replicas: 4 },
      {
        kind: 'label',
        object: { kind: 'Deployment', namespace: 'default', name: 'web' },
        labels: { by: 'hand' },
      },
    );
    const again = after(state, apply(sparse));
    assert.equal(podNames(again).length, 4);
    assert.deepEqual(again.objects.get<Deployment>('Deployment', 'default', 'web')!.object.metadata.labels, {
      by: 'hand',
    });
    assert.equal(podNames(after(again, apply(deployment('web', 1)))).length, 1);
  });

  it('moves no pod where nothing changed', () => {
    const state = given(deployment('web', 3) + web(nodePort));
    const again = after(state, apply(deployment('web', 3) + web(nodePort)));
    assert.deepEqual(podsOf(again), podsOf(state));
    assert.deepEqual(slicesOf(again, 'web'), slicesOf(state, 'web'));
  });

  it('gives places in the new manifest', () => {
    const state = after(given(web(nodePort)), apply(`# one more line\n${web(nodePort)}`));
    assert.equal(state.objects.get('Service', 'default', 'web')!.placeOf(['spec', 'type'])!.line, 7);
  });
});

describe('a Service that is applied again', () => {
  const state = given(deployment('web', 1) + web(nodePort));
  const before = serviceOf(state, 'web').spec;

  it('keeps its cluster IP and node ports where they are left out', () => {
    const { spec } = serviceOf(after(state, apply(web(nodePort.replace('port: 81', 'port: 8181')))), 'web');
    assert.equal(spec.clusterIP, before.clusterIP);
    assert.deepEqual(spec.clusterIPs, before.clusterIPs);
    assert.deepEqual(
      spec.ports!.map(({ port, nodePort }) => `${port} ${nodePort}`),
      [`80 ${before.ports![0]!.nodePort}`, `8181 ${before.ports![1]!.nodePort}`],
    );
  });

  it('keeps explicit ones too when they are left out later', () => {
    const explicit = given(
      web('{type: NodePort, clusterIP: 10.96.0.77, ports: [{port: 80, nodePort: 30777}]}'),
    );
    const { spec } = serviceOf(after(explicit, apply(web('{type: NodePort, ports: [{port: 80}]}'))), 'web');
    assert.deepEqual([spec.clusterIP, spec.ports![0]!.nodePort], ['10.96.0.77', 30777]);
  });

  it('may not change its cluster IP, nor become headless, nor stop being so', () => {
    assert.deepEqual(refusals(state, web('{clusterIP: 10.96.0.99, ports: [{port: 80}]}')), [
      'Service default/web, spec.clusterIPs[0]: Invalid value: ["10.96.0.99"]: may not change once set',
    ]);
    assert.deepEqual(refusals(state, web('{clusterIP: None, selector: {app: web}, ports: [{port: 80}]}')), [
      'Service default/web, spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
    ]);
    const headless = given(web('{clusterIP: None, selector: {app: web}, ports: [{port: 80}]}'));
    assert.deepEqual(
      refusals(headless, web('{clusterIP: 10.96.0.99, selector: {app: web}, ports: [{port: 80}]}')),
      ['Service default/web, spec.clusterIPs[0]: Invalid value: ["10.96.0.99"]: may not change once set'],
    );
  });

  it('may not even write its cluster IP another way: texts are compared', () => {
    const same = before.clusterIP!.replace('10.', '010.');
    assert.deepEqual(refusals(state, web(`{clusterIP: ${same}, ports: [{port: 80}]}`)), [
      `Service default/web, spec.clusterIPs[0]: Invalid value: ["${same}"]: may not change once set`,
    ]);
  });

  it('may not change the class of its balancer, nor its health port', () => {
    const balancer = given(web(balanced.replace('ports:', 'loadBalancerClass: example.com/a, ports:')));
    assert.deepEqual(
      refusals(
        balancer,
        web(
          balanced.replace('ports:', 'loadBalancerClass: example.com/b, healthCheckNodePort: 30001, ports:'),
        ),
      ),
      [
        'Service default/web, spec.loadBalancerClass: Invalid value: "example.com/b": may not change once set',
        'Service default/web, spec.healthCheckNodePort: Forbidden: field is immutable',
      ],
    );
  });

  it('applies nothing of a batch of which something is refused', () => {
    assert.equal(
      refusals(state, deployment('api', 1) + web('{clusterIP: None, ports: [{port: 80}]}')).length,
      1,
    );
    assert.equal(state.objects.get('Deployment', 'default', 'api'), undefined);
  });

  it('gets another node port only for a port that is new', () => {
    const more = nodePort.replace(']}', ', {name: metrics, port: 82}]}');
    const { ports } = serviceOf(after(state, apply(web(more))), 'web').spec;
    assert.deepEqual(
      ports!.slice(0, 2).map(({ nodePort }) => nodePort),
      before.ports!.map(({ nodePort }) => nodePort),
    );
    assert.ok(ports![2]!.nodePort);
  });
});

describe('a Service that changes its type', () => {
  const change = (
    from: string,
    to: string,
  ): { before: ReturnType<typeof serviceOf>; after: ReturnType<typeof serviceOf> } => {
    const state = given(web(from));
    return { before: serviceOf(state, 'web'), after: serviceOf(after(state, apply(web(to))), 'web') };
  };
  const clusterIP = '{selector: {app: web}, ports: [{name: http, port: 80}, {name: admin, port: 81}]}';
  const plainBalanced =
    '{type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80}, {name: admin, port: 81}]}';

  it('from ClusterIP to NodePort keeps the address and gets ports', () => {
    const { before, after } = change(clusterIP, nodePort);
    assert.equal(after.spec.clusterIP, before.spec.clusterIP);
    assert.ok(after.spec.ports!.every(({ nodePort }) => nodePort! >= 30086));
    assert.equal(after.spec.externalTrafficPolicy, 'Cluster');
  });

  it('from NodePort to ClusterIP loses ports and policy, and frees them', () => {
    const { after: next } = change(nodePort, clusterIP);
    assert.deepEqual(
      next.spec.ports!.map(({ nodePort }) => nodePort),
      [undefined, undefined],
    );
    assert.equal(next.spec.externalTrafficPolicy, undefined);
    const state = given(web('{type: NodePort, ports: [{port: 80, nodePort: 30080}]}'));
    const freed = after(state, apply(web('{ports: [{port: 80}]}')));
    const other = web('{type: NodePort, ports: [{port: 80, nodePort: 30080}]}').replace(
      'name: web',
      'name: other',
    );
    assert.equal(refusals(state, other).length, 1);
    assert.deepEqual(refusals(freed, other), []);
  });

  it('from NodePort to LoadBalancer and back keeps the ports', () => {
    const { before, after } = change(nodePort, plainBalanced);
    assert.deepEqual(after.spec.ports, before.spec.ports);
    assert.equal(after.spec.allocateLoadBalancerNodePorts, true);
    const back = change(plainBalanced, nodePort);
    assert.deepEqual(back.after.spec.ports, back.before.spec.ports);
    assert.equal(back.after.spec.allocateLoadBalancerNodePorts, undefined);
  });

  it("from LoadBalancer to anything else loses its balancer's address", () => {
    const state = given(`${web(plainBalanced)}status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}\n`);
    assert.equal(
      serviceOf(after(state, apply(web(plainBalanced))), 'web').status!.loadBalancer!.ingress!.length,
      1,
    );
    assert.equal(serviceOf(after(state, apply(web(nodePort))), 'web').status, undefined);
  });

  it('to ExternalName loses address, families, policies and node ports', () => {
    const { spec } = change(nodePort, '{type: ExternalName, externalName: example.com}').after;
    assert.deepEqual(
      [spec.clusterIP, spec.clusterIPs, spec.ipFamilies, spec.internalTrafficPolicy],
      [undefined, undefined, undefined, undefined],
    );
    assert.deepEqual(spec.ports ?? [], []);
  });

  it('from ExternalName to ClusterIP and NodePort gets what those have', () => {
    const { spec } = change('{type: ExternalName, externalName: example.com}', nodePort).after;
    assert.match(spec.clusterIP!, /^10\.96\./);
    assert.ok(spec.ports![0]!.nodePort);
    assert.equal(spec.externalName, undefined);
  });

  it('of policy to Cluster loses its health port, and gets one with Local', () => {
    const local = given(web(balanced));
    const port = serviceOf(local, 'web').spec.healthCheckNodePort;
    assert.ok(port);
    assert.equal(serviceOf(after(local, apply(web(balanced))), 'web').spec.healthCheckNodePort, port);
    const cluster = after(local, apply(web(balanced.replace('Local', 'Cluster'))));
    assert.equal(serviceOf(cluster, 'web').spec.healthCheckNodePort, undefined);
    assert.ok(serviceOf(after(cluster, apply(web(balanced))), 'web').spec.healthCheckNodePort);
  });
});

describe('a Service that changes its families', () => {
  const dual = defaultCluster(2, { ipFamilies: ['IPv4', 'IPv6'] });
  const of = (policy: string): string => web(`{ipFamilyPolicy: ${policy}, ports: [{port: 80}]}`);

  it('gets a second one, and gives it back', () => {
    const state = given(of('SingleStack'), dual);
    const both = after(state, apply(of('PreferDualStack')));
    assert.equal(serviceOf(both, 'web').spec.clusterIPs!.length, 2);
    assert.equal(serviceOf(both, 'web').spec.clusterIP, serviceOf(state, 'web').spec.clusterIP);
    const single = serviceOf(after(both, apply(of('SingleStack'))), 'web').spec;
    assert.deepEqual(
      [single.clusterIPs, single.ipFamilies],
      [serviceOf(state, 'web').spec.clusterIPs, ['IPv4']],
    );
  });

  it('keeps the first one', () => {
    const other = web('{ipFamilies: [IPv6], ports: [{port: 80}]}');
    const state = given(of('SingleStack'), dual);
    const { clusterIP } = serviceOf(state, 'web').spec;
    assert.deepEqual(refusals(state, other), [
      `Service default/web, spec.clusterIPs[0]: Invalid value: "${clusterIP}": expected an IPv6 value as indicated by \`ipFamilies[0]\``,
      'Service default/web, spec.ipFamilies[0]: Invalid value: ["IPv6"]: may not change once set',
    ]);
  });
});

describe('updates that the API refuses', () => {
  const pod = (port: number, image = 'x'): string => `
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: ${image}, ports: [{containerPort: ${port}}]}]}
`;

  it("are those of a pod's spec but for its images", () => {
    const state = given(pod(80));
    assert.match(
      refusals(state, pod(81))[0]!,
      /^Pod default\/web, spec: Forbidden: pod updates may not change fields other than `spec\.containers\[\*\]\.image`/,
    );
    assert.deepEqual(refusals(state, pod(80, 'v2')), []);
    const next = after(state, apply(pod(80, 'v2')));
    assert.equal(podsOf(next)[0]!.status!.podIP, podsOf(state)[0]!.status!.podIP);
  });

  it('are those of selectors', () => {
    const state = given(deployment('web', 1));
    const other = deployment('web', 1).replaceAll('app: web', 'app: other');
    assert.deepEqual(refusals(state, other), [
      'Deployment default/web, spec.selector: Invalid value: {"matchLabels":{"app":"other"}}: field is immutable',
    ]);
  });

  it("are those of a StatefulSet's identity", () => {
    const set = (service: string): string => `
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: ${service}
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: x}]}}
`;
    assert.match(
      refusals(given(set('a')), set('b'))[0]!,
      /spec: Forbidden: updates to statefulset spec for fields other than 'replicas'/,
    );
  });

  it('say where, and what to do', () => {
    try {
      after(given(pod(80)), apply(pod(81)));
      assert.fail('was accepted');
    } catch (error) {
      assert.ok(error instanceof UserError);
      assert.deepEqual(
        [error.problems[0]!.where!.line, error.problems[0]!.hint],
        [6, 'delete it first, then apply it'],
      );
    }
  });
});

describe('applying what a dump said', () => {
  it('loses nothing that only the API server knows', () => {
    const dumped = `
apiVersion: v1
kind: Service
metadata: {name: web, uid: 44444444-4444-4444-4444-444444444444, creationTimestamp: "2026-01-01T00:00:00Z"}
spec: {type: NodePort, clusterIP: 10.96.9.9, clusterIPs: [10.96.9.9], ports: [{port: 80, nodePort: 31879}]}
`;
    const next = serviceOf(after(given(dumped), apply(web('{type: NodePort, ports: [{port: 80}]}'))), 'web');
    assert.equal(next.metadata.uid, '44444444-4444-4444-4444-444444444444');
    assert.deepEqual([next.spec.clusterIP, next.spec.ports![0]!.nodePort], ['10.96.9.9', 31879]);
  });
});

describe('a pod that is applied', () => {
  it('with a status is taken as recorded', () => {
    const recorded = `
apiVersion: v1
kind: Pod
metadata: {name: web, deletionTimestamp: "2026-01-01T00:00:00Z"}
spec: {nodeName: worker, terminationGracePeriodSeconds: 7, containers: [{name: a, image: x}]}
status: {phase: Running, podIP: 10.244.1.77}
`;
    const state = after(given(''), { kind: 'pass-time', seconds: 100 }, apply(recorded));
    assert.equal(podsOf(state)[0]!.status!.podIP, '10.244.1.77');
    assert.equal(podNames(after(state, { kind: 'pass-time', seconds: 6 })).length, 1);
    assert.equal(podNames(after(state, { kind: 'pass-time', seconds: 7 })).length, 0);
    assert.deepEqual(podNames(after(state, { kind: 'delete-pod', pod: podRef('web') })), []);
  });
});
