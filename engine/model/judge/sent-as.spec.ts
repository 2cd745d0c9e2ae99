import assert from 'node:assert/strict';
import type { KubeObject } from '../../kube/index.ts';
import { sentAs } from './sent-as.ts';

type Made = KubeObject & { readonly spec: Readonly<Record<string, unknown>> };

const object = (
  kind: string,
  spec: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): Made => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'a', ...metadata },
  spec,
});
const sent = (manifest: Made, stored: Made): unknown => (sentAs(manifest, stored) as Made).spec;

describe('what arrives at the API server when a manifest is applied over a stored object', () => {
  const recorded = { uid: 'u-1' };

  it('is the whole of a Service, whoever stored it', () => {
    const next = object('Service', { type: 'ClusterIP' });
    assert.deepEqual(sent(next, object('Service', { externalName: 'a.b' }, recorded)), { type: 'ClusterIP' });
    assert.deepEqual(sent(next, object('Service', { externalName: 'a.b' })), { type: 'ClusterIP' });
  });

  it('of a pod or a workload that was recorded keeps what others put into it', () => {
    for (const kind of ['Pod', 'Deployment', 'Node']) {
      const next = object(kind, { image: 'new' });
      assert.deepEqual(sent(next, object(kind, { image: 'old', nodeName: 'n' }, recorded)), {
        image: 'new',
        nodeName: 'n',
      });
      assert.deepEqual(sent(next, object(kind, { image: 'old', nodeName: 'n' })), { image: 'new' });
    }
  });

  it('goes by what was applied last, where the object notes that', () => {
    const note = JSON.stringify({ spec: { image: 'old', replicas: 2 } });
    const stored = object(
      'Deployment',
      { image: 'old', replicas: 2, paused: true },
      { ...recorded, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': note } },
    );
    assert.deepEqual(sent(object('Deployment', { image: 'new' }), stored), { image: 'new', paused: true });
  });
});
