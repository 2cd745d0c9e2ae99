import assert from 'node:assert/strict';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const get = (...argv: string[]) => runIn({ 'shop/web.yaml': shop }, ['get', ...argv, '-f', 'shop']);

describe('reachform get', () => {
  it('prints a kind of one namespace as kubectl does', async () => {
    const { code, out } = await get('svc', '-n', 'shop');
    assert.equal(
      out,
      'NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE\n' +
        'web    NodePort   10.96.0.80   <none>        80:30080/TCP   5m\n',
    );
    assert.equal(code, 0);
  });

  it('prints all namespaces in the order of the store', async () => {
    const { out } = await get('services', '-A', '--no-headers');
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ +/).slice(0, 2).join('/'));
    assert.deepEqual(rows, ['default/kubernetes', 'kube-system/kube-dns', 'shop/web']);
  });

  it('prints several kinds with their names, a blank line between', async () => {
    const { out } = await get('deploy,svc', '-n', 'shop');
    assert.match(out, /^NAME .*\ndeployment\.apps\/web .*\n\nNAME .*\nservice\/web .*\n$/);
  });

  it('takes names, and KIND/NAME', async () => {
    assert.equal((await get('svc', 'web', '-n', 'shop', '-o', 'name')).out, 'service/web\n');
    assert.equal(
      (await get('svc/web', 'deploy/web', '-n', 'shop', '-o', 'name')).out,
      'service/web\ndeployment.apps/web\n',
    );
  });

  it('prints one object as itself and a kind as a list', async () => {
    assert.match(
      (await get('svc', 'web', '-n', 'shop', '-o', 'yaml')).out,
      /^apiVersion: v1\nkind: Service\n/,
    );
    assert.match(
      (await get('svc', '-n', 'shop', '-o', 'yaml')).out,
      /^apiVersion: v1\nitems:\n- apiVersion: v1\n/,
    );
    const { out } = await get('svc', 'web', '-n', 'shop', '-o', 'json');
    assert.equal((JSON.parse(out) as { spec: { clusterIP: string } }).spec.clusterIP, '10.96.0.80');
  });

  it('selects by labels', async () => {
    assert.equal((await get('deploy', '-n', 'shop', '-l', 'app=web', '-o', 'name')).out, '');
    assert.equal(
      (await get('pods', '-n', 'shop', '-l', 'app in (web),!old', '-o', 'name')).out.split('\n').length,
      3,
    );
  });

  it('says like kubectl that there is nothing, or no such name', async () => {
    assert.deepEqual(await get('jobs'), {
      code: 0,
      out: '',
      err: 'No resources found in default namespace.\n',
    });
    assert.deepEqual(await get('jobs', '-A'), { code: 0, out: '', err: 'No resources found\n' });
    assert.deepEqual(await get('svc', 'wbe', '-n', 'shop'), {
      code: 3,
      out: '',
      err: 'Error from server (NotFound): services "wbe" not found\n  try        web\n',
    });
    const { err } = await get('deploy', 'nothing-like-it', '-n', 'shop');
    assert.equal(err, 'Error from server (NotFound): deployments.apps "nothing-like-it" not found\n');
  });

  it('warns that Endpoints are deprecated, from the release on that does', async () => {
    assert.match((await get('ep', '-n', 'shop')).err, /^Warning: v1 Endpoints is deprecated/);
    assert.equal((await get('ep', '-n', 'shop', '--kubernetes', '1.32')).err, '');
  });

  it('names the nearest kind to a mistyped one', async () => {
    const { code, err } = await get('servces');
    assert.equal(code, 3);
    assert.equal(err, 'error: there is no kind "servces"\n  try        services\n');
  });

  it('explains a selector that is none', async () => {
    const { code, err } = await get('pods', '-l', 'app=(web)');
    assert.equal(code, 3);
    assert.match(err, /^error: "app=\(web\)" is no part of a label selector\n/);
  });

  it('counts ages to the time that is given', async () => {
    const { out } = await get('svc', 'web', '-n', 'shop', '--no-headers', '--now', '2026-05-01T11:55:09Z');
    assert.match(out, / 9s\n$/);
  });

  it('prints nodes with those of a kind config', async () => {
    const { out } = await runIn(
      {
        'kind.yaml':
          'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: control-plane\n- role: worker\n',
      },
      ['get', 'no', '--cluster', 'kind.yaml', '-o', 'name'],
    );
    assert.equal(out, 'node/control-plane\nnode/worker\n');
  });
});
