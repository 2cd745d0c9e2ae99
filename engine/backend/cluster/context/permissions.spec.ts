import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ClusterError } from '../../../errors/index.ts';
import { parseAllDocuments } from 'yaml';
import { askPermissions } from './ask-permissions.ts';
import { permissions, type Permission } from './permission.ts';
import { rbacManifest } from './rbac.ts';
import { deniedInWords, notesOfMissing, refuseWithout } from './refuse-without.ts';

interface Review {
  readonly spec: { readonly resourceAttributes: Readonly<Record<string, string>> };
}

/** An API server that allows what the function says, and what it was asked. */
function server(allows: (attributes: Readonly<Record<string, string>>) => boolean) {
  const asked: Readonly<Record<string, string>>[] = [];
  const call = <T>(_method: string, _path: string, { body }: { body?: unknown } = {}): Promise<T> => {
    const { resourceAttributes } = (body as Review).spec;
    asked.push(resourceAttributes);
    return Promise.resolve({ status: { allowed: allows(resourceAttributes) } } as T);
  };
  return { asked, call };
}

const list: readonly Permission[] = [
  { group: '', resource: 'pods', verbs: ['get', 'create'] },
  { group: '', resource: 'pods/exec', verbs: ['create'] },
  { group: 'apps', resource: 'deployments', verbs: ['patch'] },
  { group: '', resource: 'secrets', verbs: ['create', 'patch'], optionalFor: 'scenarios with Secrets' },
  { group: '', resource: 'configmaps', verbs: ['get'], namespace: 'kube-system', optionalFor: 'its mode' },
];

describe('what we may do in a cluster', () => {
  it('is asked verb by verb, subresources apart, in a namespace only where one is meant', async () => {
    const api = server(() => true);
    assert.deepEqual(await askPermissions(api, list), []);
    assert.equal(api.asked.length, 7);
    assert.deepEqual(api.asked[2], { group: '', resource: 'pods', verb: 'create', subresource: 'exec' });
    assert.deepEqual(api.asked[6], {
      group: '',
      resource: 'configmaps',
      verb: 'get',
      namespace: 'kube-system',
    });
  });

  it('is no where the API server says nothing', async () => {
    const call = <T>(): Promise<T> => Promise.resolve({} as T);
    assert.equal((await askPermissions({ call }, list)).length, 7);
  });

  it('ends in one error with all that is missing, once a thing', async () => {
    const denied = await askPermissions(
      server(() => false),
      list,
    );
    assert.throws(
      () => refuseWithout('context:a', denied),
      (error) => {
        assert.ok(error instanceof ClusterError);
        assert.equal(error.problem.what, 'context:a does not let us run scenarios');
        assert.equal(
          error.problem.found,
          'not allowed: create pods/exec; get, create pods; patch deployments',
        );
        return true;
      },
    );
  });

  it('ends in notes where it can be missed', async () => {
    const denied = await askPermissions(
      server(({ resource }) => resource !== 'secrets' && resource !== 'configmaps'),
      list,
    );
    assert.doesNotThrow(() => refuseWithout('context:a', denied));
    assert.deepEqual(notesOfMissing(denied), [
      'not allowed: create, patch secrets, so without scenarios with Secrets',
      'not allowed: get configmaps in namespace kube-system, so without its mode',
    ]);
    assert.equal(deniedInWords([]), '');
  });
});

describe('the least rights', () => {
  it('never read a Secret', () => {
    const own = permissions.filter(({ resource }) => resource.startsWith('secrets'));
    assert.deepEqual(
      own.map(({ verbs }) => verbs),
      [['create', 'patch', 'delete']],
    );
  });

  it('are no rights to nodes, roles or the system beyond reading', () => {
    assert.ok(permissions.every(({ verbs, group }) => !verbs.includes('*') && !group.includes('rbac')));
    const beyond = permissions.filter(
      ({ namespace, resource }) => namespace !== undefined || resource === 'nodes',
    );
    assert.ok(beyond.every(({ verbs }) => verbs.every((verb) => verb === 'get' || verb === 'list')));
  });

  it('are published as roles: one for all namespaces, one for kube-system', () => {
    const text = rbacManifest(list);
    const documents = parseAllDocuments(text)
      .map((document) => document.toJS() as Record<string, unknown> | null)
      .filter((document) => document !== null);
    assert.deepEqual(
      documents.map(({ kind, metadata }) => [kind, metadata]),
      [
        ['ClusterRole', { name: 'reachform' }],
        ['Role', { name: 'reachform', namespace: 'kube-system' }],
      ],
    );
    assert.deepEqual(documents[1]?.['rules'], [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
    ]);
  });

  it('are those of the published page', () => {
    assert.equal(readFileSync('docs/context-rbac.yaml', 'utf8'), rbacManifest(), 'npm run docs');
  });
});
