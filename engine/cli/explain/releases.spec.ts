import assert from 'node:assert/strict';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const explain = (manifests: string, ...argv: string[]) =>
  runIn({ 'web.yaml': manifests }, ['explain', ...argv, '--releases', '-f', 'web.yaml']);
const web = ['pod/shop/client', 'service/web:80', '-n', 'shop'];
const local = shop.replace('type: NodePort', 'type: NodePort\n  internalTrafficPolicy: Local');

describe('reachform explain --releases', () => {
  it('prints everything that releases do differently, within 100 columns', async () => {
    const { code, out, err } = await runIn({}, ['explain', '--releases']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^what releases do differently +Kubernetes 1\.17 to 1\.37\n/);
    assert.match(out, /\n {2}ProxyTerminatingEndpoints +1\.22 +1\.26 +1\.28\n/);
    assert.match(out, /\n {2}ServiceTopology +1\.17 +- +- +deprecated 1\.21, gone 1\.22\n/);
    assert.match(out, /\n {4}until 1\.23 +no\n {4}from 1\.24 on +yes: a node without endpoints drops/);
    for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
  });

  it('answers a flow at each, equal answers next to each other as a range', async () => {
    const { code, out } = await explain(local, 'host/control-plane', 'service/web:80', '-n', 'shop');
    assert.equal(code, 0);
    assert.match(out, /^host of control-plane -> service\/web:80 +Kubernetes 1\.17 to 1\.37\n/);
    assert.match(
      out,
      /\n {2}1\.17 to 1\.21 +reaches web-\S+ \(2\) +source hidden behind control-plane\n {2}1\.22 to 1\.23 +refused\n {2}1\.24 to 1\.37 +timeout\n/,
    );
    assert.deepEqual(out.match(/how it is decided in .*/g), [
      'how it is decided in 1.17 to 1.21',
      'how it is decided in 1.22 to 1.23',
      'how it is decided in 1.24 to 1.37',
    ]);
  });

  it('says where a release takes no such objects, once', async () => {
    const keys = shop.replace('type: NodePort', 'type: NodePort\n  topologyKeys: ["*"]');
    const { out } = await explain(keys, ...web);
    assert.match(out, /\n {2}1\.17 to 1\.21 +reaches/);
    assert.match(
      out,
      /\n {2}1\.22 to 1\.37 +not taken: Service shop\/web, spec\.topologyKeys: unknown field\n/,
    );
  });

  it('notes once that a client was made for the question', async () => {
    const { err } = await explain(shop, ...web);
    assert.equal(err.match(/^note: no manifest has pod shop\/client/gm)?.length, 1);
  });

  it('says all at once what can not be read at all', async () => {
    const { code, err } = await explain(shop, ...web, '-f', 'nowhere.yaml');
    assert.equal(code, 3);
    assert.match(err, /nowhere\.yaml/);
  });
});
