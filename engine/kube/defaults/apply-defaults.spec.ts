import assert from 'node:assert/strict';
import { manifestOf } from '../manifest-of.ts';
import type { KubeObject } from '../types/meta.ts';
import { applyDefaults } from './apply-defaults.ts';

function defaulted(object: object): KubeObject {
  const once = applyDefaults(
    manifestOf({ apiVersion: 'v1', metadata: { name: 'x' }, ...object } as KubeObject),
  );
  const twice = applyDefaults(once);
  assert.deepEqual(twice.object, once.object, 'a second time changes nothing');
  return once.object;
}

const specOf = (object: object): Record<string, unknown> =>
  (defaulted(object) as KubeObject & { spec: Record<string, unknown> }).spec;

describe('defaults of a Service', () => {
  const service = (spec: object): Record<string, unknown> => specOf({ kind: 'Service', spec });

  it('the least there is becomes a whole one', () => {
    assert.deepEqual(service({ ports: [{ port: 80 }] }), {
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
  });

  it('what is there stays', () => {
    const spec = {
      type: 'NodePort',
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 30 } },
      internalTrafficPolicy: 'Local',
      externalTrafficPolicy: 'Local',
      ports: [{ name: 'dns', port: 53, protocol: 'UDP', targetPort: 'dns', nodePort: 30053 }],
    };
    assert.deepEqual(service(spec), spec);
  });

  it('empty texts are none, as Go reads them', () => {
    const spec = {
      type: '',
      sessionAffinity: '',
      clusterIP: '',
      externalName: '',
      loadBalancerIP: '',
      externalTrafficPolicy: '',
      ports: [{ name: '', port: 80, protocol: '' }],
    };
    assert.deepEqual(service(spec), {
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
    assert.equal(service({ ...spec, type: 'NodePort' })['externalTrafficPolicy'], 'Cluster');
    const pod = specOf({
      kind: 'Pod',
      spec: {
        restartPolicy: '',
        dnsPolicy: '',
        containers: [{ name: 'c', ports: [{ containerPort: 80, protocol: '' }] }],
      },
    }) as { containers: unknown[]; restartPolicy: string; dnsPolicy: string };
    assert.deepEqual([pod.restartPolicy, pod.dnsPolicy], ['Always', 'ClusterFirst']);
    assert.deepEqual(pod.containers, [{ name: 'c', ports: [{ containerPort: 80, protocol: 'TCP' }] }]);
    const endpoints = defaulted({ kind: 'Endpoints', subsets: [{ ports: [{ port: 80, protocol: '' }] }] });
    assert.deepEqual((endpoints as unknown as { subsets: unknown }).subsets, [
      { ports: [{ port: 80, protocol: 'TCP' }] },
    ]);
  });

  it('targetPort 0 and "" are none', () => {
    const { ports } = service({
      ports: [
        { port: 80, targetPort: 0 },
        { port: 81, targetPort: '' },
      ],
    });
    assert.deepEqual(
      (ports as { targetPort: number }[]).map(({ targetPort }) => targetPort),
      [80, 81],
    );
  });

  it('affinity lasts three hours, and its settings go where there is none', () => {
    assert.deepEqual(service({ sessionAffinity: 'ClientIP' })['sessionAffinityConfig'], {
      clientIP: { timeoutSeconds: 10800 },
    });
    const config = { clientIP: { timeoutSeconds: 5 } };
    assert.ok(!('sessionAffinityConfig' in service({ sessionAffinityConfig: config })));
  });

  it('an external policy is there for whom somebody outside can reach', () => {
    const policy = (spec: object): unknown => service(spec)['externalTrafficPolicy'];
    assert.equal(policy({ type: 'NodePort' }), 'Cluster');
    assert.equal(policy({ type: 'LoadBalancer' }), 'Cluster');
    assert.equal(policy({ externalIPs: ['203.0.113.5'] }), 'Cluster');
    assert.equal(policy({}), undefined);
    assert.equal(policy({ type: 'ExternalName', externalIPs: ['203.0.113.5'] }), undefined);
  });

  it('an internal policy is there for all but aliases', () => {
    assert.equal(service({ type: 'ExternalName' })['internalTrafficPolicy'], undefined);
    assert.equal(service({ clusterIP: 'None' })['internalTrafficPolicy'], 'Cluster');
  });

  it('a balancer gets node ports, and its addresses are its own', () => {
    assert.equal(service({ type: 'LoadBalancer' })['allocateLoadBalancerNodePorts'], true);
    assert.equal(
      service({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })[
        'allocateLoadBalancerNodePorts'
      ],
      false,
    );
    assert.ok(!('allocateLoadBalancerNodePorts' in service({ type: 'NodePort' })));
    const ingress = [{ ip: '203.0.113.5' }, { hostname: 'lb' }, { ip: '203.0.113.6', ipMode: 'Proxy' }];
    const status = { loadBalancer: { ingress } };
    const object = defaulted({ kind: 'Service', spec: { type: 'LoadBalancer' }, status });
    assert.deepEqual((object as unknown as { status: unknown }).status, {
      loadBalancer: { ingress: [{ ip: '203.0.113.5', ipMode: 'VIP' }, ...ingress.slice(1)] },
    });
  });
});

describe('defaults of pods and workloads', () => {
  const containers = [{ name: 'main', image: 'web', ports: [{ containerPort: 80 }] }];
  const podSpec = {
    containers: [{ name: 'main', image: 'web', ports: [{ containerPort: 80, protocol: 'TCP' }] }],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
  };

  it('a pod', () => assert.deepEqual(specOf({ kind: 'Pod', spec: { containers } }), podSpec));

  it('a pod in the network of its node has its ports there', () => {
    const spec = specOf({ kind: 'Pod', spec: { containers, hostNetwork: true } });
    assert.deepEqual((spec['containers'] as { ports: unknown }[])[0]!.ports, [
      { containerPort: 80, protocol: 'TCP', hostPort: 80 },
    ]);
  });

  for (const kind of ['Deployment', 'ReplicaSet', 'StatefulSet']) {
    it(`${kind}: one replica`, () => {
      const selector = { matchLabels: { app: 'web' } };
      const spec = { selector, template: { spec: { containers } } };
      assert.deepEqual(specOf({ kind, spec }), { selector, replicas: 1, template: { spec: podSpec } });
      assert.equal(specOf({ kind, spec: { ...spec, replicas: 0 } })['replicas'], 0);
    });
  }

  it('a ReplicationController: labels and selector of its template', () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers } };
    const object = defaulted({ kind: 'ReplicationController', spec: { template } });
    assert.deepEqual(object.metadata.labels, { app: 'web' });
    const { selector, replicas } = (object as unknown as { spec: Record<string, unknown> }).spec;
    assert.deepEqual([selector, replicas], [{ app: 'web' }, 1]);
  });

  it('a Job: one pod; with parallelism alone a queue', () => {
    const job = (spec: object): unknown[] => {
      const { completions, parallelism, suspend } = specOf({
        kind: 'Job',
        spec: { template: { spec: { containers } }, ...spec },
      });
      return [completions, parallelism, suspend];
    };
    assert.deepEqual(job({}), [1, 1, false]);
    assert.deepEqual(job({ parallelism: 3 }), [undefined, 3, false]);
    assert.deepEqual(job({ completions: 5 }), [5, 1, false]);
  });
});

describe('defaults of other objects', () => {
  it('ports of Endpoints and slices are TCP', () => {
    const subsets = [{ addresses: [{ ip: '192.0.2.42' }], ports: [{ port: 9376 }] }];
    const endpoints = defaulted({ kind: 'Endpoints', subsets });
    assert.deepEqual((endpoints as unknown as { subsets: { ports: unknown }[] }).subsets[0]!.ports, [
      { port: 9376, protocol: 'TCP' },
    ]);
    const slice = defaulted({ kind: 'EndpointSlice', ports: [{ port: 9376 }] });
    assert.deepEqual((slice as unknown as { ports: unknown }).ports, [
      { port: 9376, protocol: 'TCP', name: '' },
    ]);
  });

  it('a namespace has its name as a label', () => {
    assert.deepEqual(defaulted({ kind: 'Namespace' }).metadata.labels, {
      'kubernetes.io/metadata.name': 'x',
    });
  });

  it('an object of any other kind is the same', () => {
    const manifest = manifestOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    assert.equal(applyDefaults(manifest), manifest);
  });

  it('places stay those of what was written', () => {
    const place = { file: 'f', line: 7, column: 3 };
    const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: {} };
    assert.deepEqual(applyDefaults({ object, placeOf: () => place }).placeOf(['spec', 'type']), place);
  });
});
