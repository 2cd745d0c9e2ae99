import assert from 'node:assert/strict';
import type { Condition, PodStatus } from '../../kube/index.ts';
import { manifest } from '../world.spec.ts';
import { whyNotReady } from './readiness-causes.ts';
import { causes, service } from './testing.spec.ts';

const condition = (type: string, status: 'True' | 'False', reason?: string): Condition => ({
  type,
  status,
  ...(reason !== undefined && { reason }),
});

describe('why a pod is not ready', () => {
  const why = (status: PodStatus | undefined, deletionTimestamp?: string, probed = false) =>
    whyNotReady(
      manifest({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a', ...(deletionTimestamp !== undefined && { deletionTimestamp }) },
        spec: {
          containers: [
            { name: 'plain' },
            { name: 'main', ...(probed && { readinessProbe: { exec: { command: ['false'] } } }) },
          ],
        },
        ...(status && { status }),
      }),
    );
  const running = (...conditions: readonly Condition[]): PodStatus => ({ phase: 'Running', conditions });

  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['it is ready', why(running(condition('Ready', 'True'))), undefined],
    [
      'it is being deleted',
      why(running(condition('Ready', 'True')), '2026-01-01T00:00:00Z'),
      'is being deleted',
    ],
    ['nobody has seen it', why(undefined), 'is Pending'],
    ['it has ended', why({ phase: 'Failed' }), 'is Failed'],
    [
      'no node takes it',
      why({ phase: 'Pending', conditions: [condition('PodScheduled', 'False', 'Unschedulable')] }),
      'is Pending, Unschedulable',
    ],
    [
      'no node took it',
      why({ phase: 'Pending', conditions: [condition('PodScheduled', 'False')] }),
      'is Pending, not scheduled',
    ],
    [
      'it starts',
      why({
        phase: 'Pending',
        conditions: [
          condition('Ready', 'False', 'ContainersNotReady'),
          condition('PodScheduled', 'True', 'x'),
        ],
      }),
      'is Pending',
    ],
    ['nobody says', why(running()), 'is not ready'],
    [
      'its containers are not',
      why(running(condition('PodScheduled', 'True'), condition('Ready', 'False', 'ContainersNotReady'))),
      'is not ready (ContainersNotReady)',
    ],
    [
      'a probe fails',
      why(running(condition('Ready', 'False')), undefined, true),
      'is not ready, see the readiness probe of container main',
    ],
  ];
  for (const [words, said, expected] of rows) it(`${words}: ${expected}`, () => assert.equal(said, expected));
});

describe('a Service none of whose pods is ready', () => {
  const plain = service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');
  const pod = (name: string, probe: string): string => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: { app: web }
spec:
  nodeSelector: { no: where }
  containers:
    - name: main
      image: img${probe}
---`;
  const said = (count: number, probe = ''): string =>
    causes({
      yaml: plain + Array.from({ length: count }, (_, n) => pod(`p${n}`, probe)).join(''),
      to: 'web:80',
    }).join('\n');

  it('names three of them, and the place of the first', () => {
    const three = 'p0 is Pending, Unschedulable, p1 is Pending, Unschedulable, p2 is Pending, Unschedulable';
    assert.equal(said(3), `no pod of service default/web is ready: ${three} @15`);
    assert.equal(said(5), `no pod of service default/web is ready: ${three} and 2 more @15`);
  });

  it('names the place of a readiness probe', () =>
    assert.match(said(1, '\n      readinessProbe: { exec: { command: [ls] } }'), / @22$/));
});
