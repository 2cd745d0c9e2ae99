import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const local = shop.replace('type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local');
const explain = (manifests: string, ...argv: string[]) =>
  runIn({ 'web.yaml': manifests }, ['explain', ...argv, '-f', 'web.yaml']);

const schema = (name: string) => JSON.parse(readFileSync(`schemas/${name}.json`, 'utf8')) as object;
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
for (const name of ['flow', 'answer']) ajv.addSchema(schema(name), `${name}.json`);
const isExplanation = ajv.compile(schema('explanation'));

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

  it('cites upstream evidence for each step, and says of each endpoint why it is used or not', async () => {
    const { out } = await explain(local, 'outside', 'node/worker:30080');
    assert.match(out, /\n {11}client: TestInternalExternalMasquerade; e2e "/);
    assert.match(out, /\n {11}usable-endpoints: KEP-1669, .*\n {11}TestCategorizeEndpoints\n/);
    assert.match(out, /\n {11}used {6}10\.244\.1\.\d+:8080, shop\/web-\S+ on worker: ready\n/);
    assert.match(out, /\n {11}left out {2}10\.244\.2\.\d+:8080, shop\/web-\S+ on worker2: other node:\n/);
    for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
  });

  it('lists twenty endpoints, and counts the rest', async () => {
    const many = shop.replace('replicas: 2', 'replicas: 23');
    const { out } = await explain(many, 'host/worker', 'service/web:80', '-n', 'shop');
    assert.equal(out.match(/^ {11}used /gm)?.length, 20);
    assert.match(out, /\n {11}and 3 more: -o json lists them all\n/);
  });

  it('says what keeps one pod from being reached, and with what chance it is', async () => {
    const pods = await runIn({ 'web.yaml': local }, [
      'get',
      'pods',
      '-n',
      'shop',
      '-o',
      'wide',
      '-f',
      'web.yaml',
    ]);
    const [, other = ''] = /^(web-\S+) .* worker2 /m.exec(pods.out) ?? [];
    const { code, out } = await explain(
      local,
      'outside',
      'node/worker:30080',
      '-n',
      'shop',
      '--why-not',
      other,
    );
    assert.equal(code, 0);
    assert.match(out, /\n {2}no connection is served by pod shop\/web-/);
    assert.match(
      out,
      /is left out: other node: it is on node\n {2}worker2, and policy Local keeps traffic on worker\n/,
    );
    assert.match(out, /externalTrafficPolicy: Local\n/);
    const shared = await explain(
      shop,
      'outside',
      'node/worker:30080',
      '-n',
      'shop',
      '--why-not',
      `pod/shop/${other}`,
    );
    assert.match(shared.out, /\n {2}1\/2 of connections are served by pod shop\/web-/);
    const none = await explain(shop, 'outside', 'node/worker:30080', '--why-not', 'shop/nobody-1');
    assert.deepEqual(
      [none.code, /no pod "nobody-1" in namespace "shop"/.test(none.err)],
      [3, true],
      none.err,
    );
  });

  it('prints all of it as JSON, as the schema says', async () => {
    const argv = ['outside', 'node/control-plane:30080', '-n', 'shop', '--why-not', 'web-1', '-o', 'json'];
    const { code, out } = await explain(local, ...argv);
    assert.equal(code, 0);
    const document = JSON.parse(out) as {
      readonly answer: { readonly result: string };
      readonly causes: readonly { readonly try?: string }[];
      readonly whyNot: { readonly probability: number };
      readonly steps: readonly { readonly endpoints?: readonly object[] }[];
    };
    assert.equal(isExplanation(document), true, JSON.stringify(isExplanation.errors));
    assert.deepEqual([document.answer.result, document.whyNot.probability], ['timeout', 0]);
    assert.match(document.causes[0]?.try ?? '', /^externalTrafficPolicy: Cluster/);
    assert.equal(document.steps.flatMap(({ endpoints = [] }) => endpoints).length, 2);
  });
});
