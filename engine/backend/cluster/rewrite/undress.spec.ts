import assert from 'node:assert/strict';
import type { AnyObject, LoosePodSpec } from './loose.ts';
import { rewritePodSpec } from './rewrite-pod-spec.ts';
import { undress } from './undress.ts';

const standIn = { image: 'node:24', programs: 'p', restricted: false };

function dressed(spec: LoosePodSpec): AnyObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', managedFields: [] },
    spec: rewritePodSpec(spec, {}, [], 'x/a', standIn),
  } as unknown as AnyObject;
}

describe('undress', () => {
  it('takes our probe, variables and volumes off', () => {
    const pod = undress(dressed({ containers: [{ name: 'a', env: [{ name: 'DB', value: 'x' }] }] }));
    const { containers, volumes } = pod.spec as unknown as LoosePodSpec;
    assert.equal(containers[0]?.readinessProbe, undefined);
    assert.deepEqual(containers[0]?.env, [{ name: 'DB', value: 'x' }]);
    assert.deepEqual(containers[0]?.volumeMounts, []);
    assert.deepEqual(volumes, []);
    assert.ok(!('managedFields' in pod.metadata));
  });

  it("leaves the scenario's own probe", () => {
    const readinessProbe = { httpGet: { path: '/ok', port: 80 } };
    const pod = undress(
      dressed({ containers: [{ name: 'a', ports: [{ containerPort: 80 }], readinessProbe }] }),
    );
    const { containers } = pod.spec as unknown as LoosePodSpec;
    assert.equal(containers[0]?.readinessProbe?.httpGet?.port, 80);
  });

  it('does the same in the template of a workload', () => {
    const template = { spec: dressed({ containers: [{ name: 'a' }] }).spec };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { replicas: 2, template },
    };
    const { spec } = undress(object) as unknown as { spec: typeof object.spec };
    assert.equal(spec.replicas, 2);
    assert.deepEqual((spec.template.spec as unknown as LoosePodSpec).volumes, []);
  });

  it('leaves objects without pods as they are', () => {
    const object: AnyObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { type: 'NodePort' },
    };
    assert.deepEqual(undress(object), object);
  });
});
