import assert from 'node:assert/strict';
import { UserError } from '../errors/index.ts';
import { findPod, podAliases } from './find-pod.ts';
import { after, deployment, given, podNames, podRef, podsOf, workload } from './given.spec.ts';
import type { State } from './state.ts';

const nameOf = (state: State, name: string): string => findPod(state, 'default', name).object.metadata.name;

describe('the number of a pod', () => {
  const daemons = workload('DaemonSet', 'web', 'selector: {matchLabels: {app: web}}');

  it('counts the pods of workloads of all kinds that have the name, and means one that lives', () => {
    const state = given(deployment('web', 3) + daemons);
    const owner = (name: string): string | undefined =>
      findPod(state, 'default', name).object.metadata.ownerReferences?.[0]?.kind;
    const first = owner('web-1');
    const own = podsOf(state).find(({ metadata }) => metadata.name === nameOf(state, 'web-1'));
    const next = after(state, { kind: 'delete-pod', pod: podRef(own!.metadata.name) });
    assert.notEqual(nameOf(next, 'web-1'), own!.metadata.name);
    assert.notEqual(findPod(next, 'default', 'web-1').object.metadata.ownerReferences?.[0]?.kind, first);
  });

  it('beyond the pods of one kind is that of another, even if that is gone', () => {
    const state = given(deployment('web', 3) + daemons);
    const third = nameOf(state, 'web-3');
    const next = after(state, { kind: 'delete-pod', pod: podRef(third) });
    assert.throws(
      () => findPod(next, 'default', 'web-3'),
      (error) => error instanceof UserError && error.message.includes(`"web-3" was ${third}, which is gone`),
    );
  });

  it('counts in its own namespace', () => {
    const elsewhere = workload(
      'StatefulSet',
      'web',
      'replicas: 2\n  selector: {matchLabels: {app: web}}',
    ).replace('metadata: {name: web}', 'metadata: {name: web, namespace: shop}');
    const state = given(
      `${elsewhere}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web-0}\nspec: {containers: [{name: a, image: x}]}`,
    );
    assert.deepEqual(podNames(state, 'shop'), ['web-0', 'web-1']);
    assert.deepEqual([...podAliases(state, 'default').keys()], []);
    assert.throws(() => findPod(state, 'default', 'web-1'), UserError);
  });
});
