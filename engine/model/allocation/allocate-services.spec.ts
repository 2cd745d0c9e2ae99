import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { defaultCluster, type Service } from '../../kube/index.ts';
import { after, apply, given, serviceOf } from '../given.spec.ts';
import { makeState } from '../make-state.ts';

const dual = defaultCluster(2, { ipFamilies: ['IPv4', 'IPv6'] });

function one(name: string, spec: string): string {
  return `
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: ${spec}
`;
}

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.problems.map(({ what }) => what);
  }
  return [];
}

describe('what a new Service gets', () => {
  it('is a cluster IP of the cluster family', () => {
    const { spec } = serviceOf(given(one('web', '{ports: [{port: 80}]}')), 'web');
    assert.match(spec.clusterIP!, /^10\.96\./);
    assert.deepEqual(spec.clusterIPs, [spec.clusterIP]);
    assert.deepEqual(spec.ipFamilies, ['IPv4']);
    assert.equal(spec.ipFamilyPolicy, 'SingleStack');
    assert.equal(spec.ports![0]!.nodePort, undefined);
  });

  it('is None for a headless one', () => {
    const { spec } = serviceOf(
      given(one('web', '{clusterIP: None, selector: {a: b}, ports: [{port: 80}]}')),
      'web',
    );
    assert.deepEqual([spec.clusterIP, spec.clusterIPs, spec.ipFamilies], ['None', ['None'], ['IPv4']]);
  });

  it('is both families for a headless one without selector, even on a cluster of one', () => {
    const { spec } = serviceOf(given(one('web', '{clusterIP: None, ports: [{port: 80}]}')), 'web');
    assert.deepEqual([spec.ipFamilyPolicy, spec.ipFamilies], ['RequireDualStack', ['IPv4', 'IPv6']]);
  });

  it('is nothing for ExternalName', () => {
    const { spec } = serviceOf(given(one('web', '{type: ExternalName, externalName: example.com}')), 'web');
    assert.deepEqual([spec.clusterIP, spec.clusterIPs, spec.ipFamilies], [undefined, undefined, undefined]);
  });

  it('is one address of each family where both are preferred or required', () => {
    for (const policy of ['PreferDualStack', 'RequireDualStack']) {
      const { spec } = serviceOf(
        given(one('web', `{ipFamilyPolicy: ${policy}, ports: [{port: 80}]}`), dual),
        'web',
      );
      assert.deepEqual(spec.ipFamilies, ['IPv4', 'IPv6']);
      assert.match(spec.clusterIPs![0]!, /^10\.96\./);
      assert.match(spec.clusterIPs![1]!, /^fd00:10:96:/);
      assert.equal(spec.clusterIP, spec.clusterIPs![0]);
    }
  });

  it('is one family where both are preferred and the cluster has one', () => {
    const { spec } = serviceOf(
      given(one('web', '{ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]}')),
      'web',
    );
    assert.deepEqual(spec.ipFamilies, ['IPv4']);
    assert.equal(spec.clusterIPs!.length, 1);
  });

  it('follows the family of an explicit cluster IP', () => {
    const yaml = one('web', '{clusterIP: "fd00:10:96::77", ports: [{port: 80}]}');
    const { spec } = serviceOf(given(yaml, dual), 'web');
    assert.deepEqual([spec.ipFamilies, spec.clusterIPs], [['IPv6'], ['fd00:10:96::77']]);
  });

  it('is a node port for each port of NodePort and LoadBalancer', () => {
    for (const type of ['NodePort', 'LoadBalancer']) {
      const yaml = one('web', `{type: ${type}, ports: [{name: a, port: 80}, {name: b, port: 81}]}`);
      const ports = serviceOf(given(yaml), 'web').spec.ports!.map(({ nodePort }) => nodePort!);
      assert.equal(new Set(ports).size, 2);
      assert.ok(ports.every((port) => port >= 30086 && port <= 32767));
    }
  });

  it('is no node port where a balancer does without', () => {
    const yaml = one(
      'web',
      '{type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]}',
    );
    assert.equal(serviceOf(given(yaml), 'web').spec.ports![0]!.nodePort, undefined);
  });

  it('is one node port for TCP and UDP of the same number', () => {
    const yaml = one(
      'web',
      '{type: NodePort, ports: [{name: a, port: 53}, {name: b, port: 53, protocol: UDP}]}',
    );
    const [a, b] = serviceOf(given(yaml), 'web').spec.ports!;
    assert.equal(a!.nodePort, b!.nodePort);
  });

  it('is the explicit node port of the other protocol of that number', () => {
    const yaml = one(
      'web',
      '{type: NodePort, ports: [{name: a, port: 53, nodePort: 30053}, {name: b, port: 53, protocol: UDP}]}',
    );
    assert.deepEqual(
      serviceOf(given(yaml), 'web').spec.ports!.map(({ nodePort }) => nodePort),
      [30053, 30053],
    );
  });

  it('is a health check port for a balancer with policy Local, apart from the node ports', () => {
    const yaml = one('web', '{type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]}');
    const { spec } = serviceOf(given(yaml), 'web');
    assert.ok(spec.healthCheckNodePort! >= 30086);
    assert.notEqual(spec.healthCheckNodePort, spec.ports![0]!.nodePort);
    const cluster = one('web', '{type: LoadBalancer, ports: [{port: 80}]}');
    assert.equal(serviceOf(given(cluster), 'web').spec.healthCheckNodePort, undefined);
  });
});

describe('what is asked for explicitly', () => {
  it('is granted, and given to nobody else', () => {
    const first = serviceOf(given(one('web', '{type: NodePort, ports: [{port: 80}]}')), 'web').spec;
    const taken = one(
      'thief',
      `{type: NodePort, clusterIP: ${first.clusterIP}, ports: [{port: 80, nodePort: ${first.ports![0]!.nodePort}}]}`,
    );
    const state = given(one('web', '{type: NodePort, ports: [{port: 80}]}') + taken);
    assert.equal(serviceOf(state, 'thief').spec.clusterIP, first.clusterIP);
    assert.notEqual(serviceOf(state, 'web').spec.clusterIP, first.clusterIP);
    assert.notEqual(serviceOf(state, 'web').spec.ports![0]!.nodePort, first.ports![0]!.nodePort);
  });

  it('may lie in the lower bands', () => {
    const yaml = one('web', '{type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30001}]}');
    assert.equal(serviceOf(given(yaml), 'web').spec.clusterIP, '10.96.0.20');
  });

  it('is refused where two Services ask for it, in the words of the API, all at once', () => {
    const yaml =
      one('a', '{type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]}') +
      one('b', '{type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]}');
    assert.deepEqual(problemsOf(() => given(yaml)).toSorted(), [
      'Service default/b, spec.clusterIPs: Invalid value: ["10.96.0.20"]: failed to allocate IP 10.96.0.20: provided IP is already allocated',
      'Service default/b, spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ]);
  });

  it('is refused whatever the protocol, and said where it was written', () => {
    const yaml =
      one('a', '{type: NodePort, ports: [{port: 80, nodePort: 30080}]}') +
      one('b', '{type: NodePort, ports: [{port: 80, nodePort: 30080, protocol: UDP}]}');
    try {
      given(yaml);
      assert.fail('was granted');
    } catch (error) {
      assert.ok(error instanceof UserError);
      const [problem] = error.problems;
      assert.deepEqual([problem!.where!.line, problem!.found], [12, 'held by Service default/a']);
    }
  });

  it('is refused where the DNS Service has it', () => {
    const what = problemsOf(() => given(one('web', '{clusterIP: 10.96.0.10, ports: [{port: 80}]}')));
    assert.equal(what.length, 1);
  });

  it('is granted again once its holder is gone', () => {
    const yaml = one('a', '{type: NodePort, ports: [{port: 80, nodePort: 30080}]}');
    const other = one('b', '{type: NodePort, ports: [{port: 80, nodePort: 30080}]}');
    const state = given(yaml);
    assert.equal(problemsOf(() => after(state, apply(other))).length, 1);
    const freed = after(
      state,
      { kind: 'delete', object: { kind: 'Service', namespace: 'default', name: 'a' } },
      apply(other),
    );
    assert.equal(serviceOf(freed, 'b').spec.ports![0]!.nodePort, 30080);
  });
});

describe('a range that is exhausted', () => {
  it('is said for each Service that gets nothing', () => {
    const cluster = { ...defaultCluster(), nodePortRange: { from: 30000, to: 30001 } };
    const yaml = ['a', 'b', 'c'].map((name) => one(name, '{type: NodePort, ports: [{port: 80}]}')).join('');
    assert.deepEqual(
      problemsOf(() => given(yaml, cluster)),
      ['Service default/c: Internal error occurred: failed to allocate a nodePort: range is full'],
    );
  });

  it('is said of cluster IPs too', () => {
    const cluster = { ...defaultCluster(), serviceSubnets: ['10.0.0.0/28'] };
    const yaml = Array.from({ length: 13 }, (_, i) => one(`s-${i + 10}`, '{ports: [{port: 80}]}')).join('');
    assert.deepEqual(
      problemsOf(() => given(yaml, cluster)),
      ['Service default/s-22: Internal error occurred: failed to allocate a serviceIP: range is full'],
    );
  });

  it('is said of a family that the cluster lacks', () => {
    assert.deepEqual(
      problemsOf(() => given(one('web', '{ipFamilies: [IPv6], ports: [{port: 80}]}'))),
      ['Service default/web, spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'],
    );
  });
});

describe('two families where the cluster has one', () => {
  it('are refused when they are required', () => {
    const of = (spec: string): string =>
      one('web', `{ipFamilyPolicy: RequireDualStack, ${spec}ports: [{port: 80}]}`);
    const text =
      'Service default/web, spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services';
    assert.deepEqual(
      problemsOf(() => given(of(''))),
      [text],
    );
    assert.deepEqual(
      problemsOf(() => given(of('clusterIP: None, selector: {a: b}, '))),
      [text],
    );
    assert.deepEqual(
      problemsOf(() => given(of('clusterIP: None, '))),
      [],
      'nobody needs addresses there',
    );
  });
});

describe('what a dump brings', () => {
  it('stays as it is', () => {
    const spec =
      '{type: NodePort, clusterIP: 10.96.200.3, clusterIPs: [10.96.200.3], ports: [{port: 80, nodePort: 31879}]}';
    const { spec: kept } = serviceOf(given(one('web', spec)), 'web');
    assert.deepEqual([kept.clusterIP, kept.ports![0]!.nodePort], ['10.96.200.3', 31879]);
  });

  it('may bring the DNS Service itself', () => {
    const yaml = `
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}
`;
    const state = makeState(defaultCluster(), given(yaml).objects.list<Service>('Service', 'kube-system'));
    assert.equal(serviceOf(state, 'kube-dns', 'kube-system').spec.ports!.length, 1);
  });
});
