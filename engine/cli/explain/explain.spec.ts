import assert from 'node:assert/strict';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const local = shop.replace('type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local');
const explain = (manifests: string, ...argv: string[]) =>
  runIn({ 'web.yaml': manifests }, ['explain', ...argv, '-f', 'web.yaml']);

describe('reachform explain', () => {
  it('says who is reached, and the decisions with their places', async () => {
    const { code, out, err } = await explain(shop, 'host/worker', 'service/web:80', '-n', 'shop');
    assert.match(
      out,
      /^host of worker -> service\/web:80 +reaches web-\S+, web-\S+\n\n {2}how it was decided\n/,
    );
    assert.match(out, / {3}1 {2}the host of worker, .*\n/);
    assert.match(out, /web\.yaml:\d+\n/);
    assert.deepEqual([code, err], [0, '']);
  });

  it('says the reason first, with the line that it comes from and what to try', async () => {
    const { out, code } = await explain(local, 'outside', 'node/control-plane:30080');
    const line = local.split('\n').indexOf('  externalTrafficPolicy: Local') + 1;
    const parts = [
      ' timeout\n',
      'No endpoint of service shop/web runs on control-plane',
      ` web.yaml:${line}:26\n`,
      'externalTrafficPolicy: Local\n',
      '^^^^^\n',
      'how it was decided',
      'try   externalTrafficPolicy: Cluster',
    ];
    const order = parts.map((part) => out.indexOf(part));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
      out,
    );
    assert.ok(!order.includes(-1), out);
    assert.equal(code, 0);
  });

  it('asks from a pod that nobody declared, and says so', async () => {
    const { out, err } = await explain(shop, 'pod/shop/client', 'web:80');
    assert.match(out, /^pod shop\/client -> web:80 +reaches /);
    assert.match(err, /^note: no manifest has pod shop\/client: it is taken to be a plain pod/);
  });

  it('does not take a mistyped pod for a new one', async () => {
    const { code, err } = await explain(shop, 'pod/shop/wbe-1', 'web:80');
    assert.equal(code, 3);
    assert.equal(err, 'error: no pod "wbe-1" in namespace "shop"\n  try        did you mean "web-1"?\n');
  });

  it('knows what a pod network does only as far as somebody says', async () => {
    const ask = ['pod/shop/client', 'node/worker2:10250'] as const;
    assert.match((await explain(shop, ...ask)).out, /source hidden behind an address of node/);
    assert.match((await explain(shop, ...ask, '--cni', 'none')).out, /source kept: 10\.244\./);
    const wrong = await explain(shop, ...ask, '--cni', 'calico');
    assert.equal(wrong.code, 3);
    assert.match(wrong.err, /Allowed choices are kindnet, none/);
  });

  it('says how clients are written', async () => {
    const { code, err } = await explain(shop, 'a b c', 'web:80');
    assert.equal(code, 3);
    assert.match(err, /^error: no client is written like "a b c"\n {2}expected {3}pod\/NAME, /);
  });
});
