import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { run, runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

interface Document {
  readonly version: number;
  readonly answers: readonly {
    readonly id?: string;
    readonly result?: string;
    readonly error?: { readonly what: string };
    readonly backends: readonly { readonly pod?: string; readonly probability: number }[];
    readonly trace: readonly { readonly rule: string; readonly from?: object }[];
  }[];
}

interface SequenceDocument {
  readonly answers: readonly {
    readonly id?: string;
    readonly entry?: number;
    readonly result?: string;
    readonly error?: { readonly what: string };
    readonly affinity?: { readonly remembered: number };
    readonly connections?: readonly { readonly affinity?: { readonly remembered: number } }[];
  }[];
}

const flows = [
  { id: 'in', from: { host: 'worker' }, to: 'service/shop/web:80' },
  { id: 'out', from: { outside: '203.0.113.9' }, to: 'node/worker:30080' },
  { id: 'bad', from: { pod: 'shop/nobody' }, to: 'web:80' },
  { id: 'worse', from: { outside: '203.0.113.9' }, to: 'node/worker:70000' },
];
const schema = (name: string) => JSON.parse(readFileSync(`schemas/${name}.json`, 'utf8')) as object;
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
for (const name of ['flow', 'change', 'answer']) ajv.addSchema(schema(name), `${name}.json`);
const isAnswers = ajv.compile(schema('answers'));
const isFlows = ajv.compile(schema('flows'));

async function resolve(input: string, ...argv: string[]) {
  return runIn({ 'web.yaml': shop }, ['resolve', '--flows', '-', '-f', 'web.yaml', ...argv], input);
}

describe('reachform resolve', () => {
  it('answers every flow in its place, as the schema says, and tells bad ones by its exit code', async () => {
    const { code, out } = await resolve(JSON.stringify(flows));
    const document = JSON.parse(out) as Document;
    assert.equal(isAnswers(document), true, JSON.stringify(isAnswers.errors));
    assert.deepEqual(
      document.answers.map(({ id, result, error }) => [id, result ?? error?.what]),
      [
        ['in', 'reached'],
        ['out', 'reached'],
        ['bad', document.answers[2]?.error?.what],
        ['worse', 'destination "node/worker:70000": "70000" is no port'],
      ],
    );
    assert.match(document.answers[2]?.error?.what ?? '', /no pod "nobody" in namespace "shop"/);
    assert.equal(code, 3);
  });

  it('says where in the manifests a decision comes from', async () => {
    const { out, code } = await resolve(JSON.stringify(flows.slice(0, 1)));
    const [answer] = (JSON.parse(out) as Document).answers;
    const step = answer?.trace.find(({ rule }) => rule === 'destination');
    assert.deepEqual(step?.from, {
      file: 'web.yaml',
      line: shop.split('\n').indexOf('    - port: 80') + 1,
    });
    assert.equal(code, 0);
  });

  it('reads a list, an object with flows, and a flow a line', async () => {
    const [first, second] = flows;
    const list = await resolve(JSON.stringify([first, second]));
    assert.deepEqual(await resolve(JSON.stringify({ flows: [first, second] })), list);
    assert.deepEqual(await resolve(`${JSON.stringify(first)}\n\n${JSON.stringify(second)}\n`), list);
    assert.equal((JSON.parse(list.out) as Document).answers.length, 2);
  });

  it('says which line is no JSON and answers the others', async () => {
    const { out, code } = await resolve(`${JSON.stringify(flows[0])}\n{"from":`);
    const { answers } = JSON.parse(out) as { answers: { error?: { where: object } }[] };
    assert.deepEqual(answers[1]?.error?.where, { file: '<stdin>', line: 2, column: 1 });
    assert.equal(isAnswers(JSON.parse(out)), true, JSON.stringify(isAnswers.errors));
    assert.equal(code, 3);
  });

  it('refuses what holds no flows at all', async () => {
    for (const input of ['', 'web:80', '[{"from":']) {
      const { code, out, err } = await resolve(input);
      assert.deepEqual([code, out], [3, ''], input);
      assert.match(err, /^error: (there is no flow in <stdin>|the flows in <stdin> are no JSON)\n/);
    }
  });

  it('prints words for people', async () => {
    const { out } = await resolve(JSON.stringify(flows.slice(1, 2)), '-o', 'text');
    assert.match(
      out,
      /^outside -> node\/worker:30080 {4}reaches shop\/web-\S+, shop\/web-\S+\n\n {2}how it was decided\n/,
    );
    assert.match(out, / web\.yaml:\d+\n/);
  });

  it('does not take flows and manifests from one standard input', async () => {
    const { code, err } = await run(['resolve', '--flows', '-', '-f', '-'], { input: '[]' });
    assert.equal(code, 3);
    assert.match(err, /^error: standard input can hold the flows or the manifests, not both\n/);
  });

  it('reads manifests from standard input', async () => {
    const { out } = await runIn(
      { 'flows.json': JSON.stringify(flows.slice(0, 1)) },
      ['resolve', '--flows', 'flows.json', '-f', '-'],
      shop,
    );
    assert.equal((JSON.parse(out) as Document).answers[0]?.backends.length, 2);
  });

  it('answers an empty list with an empty list', async () => {
    assert.deepEqual(await resolve('[]'), { code: 0, out: '{"version":1,"answers":[]}\n', err: '' });
  });
});

describe('a sequence of flows and changes', () => {
  const flow = { from: { host: 'worker' }, to: 'service/shop/web:80' };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      type: 'NodePort',
      selector: { app: 'web' },
      ports: [{ port: 80, targetPort: 8080 }],
      sessionAffinity: 'ClientIP',
    },
  };

  async function answers(entries: readonly object[], ...argv: string[]) {
    assert.equal(isFlows(entries), true, JSON.stringify(isFlows.errors));
    const { out, code } = await resolve(JSON.stringify(entries), ...argv);
    const document = JSON.parse(out) as SequenceDocument;
    assert.equal(isAnswers(document), true, JSON.stringify(isAnswers.errors));
    return { code, answers: document.answers };
  }

  it('goes on from what the entries before left, and answers flows alone', async () => {
    const { code, answers: all } = await answers([
      { ...flow, id: 'before' },
      { apply: [service] },
      { ...flow, id: 'first' },
      { ...flow, id: 'second' },
      { pass: '3h' },
      { ...flow, id: 'in time' },
      { pass: '3h0m1s' },
      { ...flow, id: 'late' },
      { delete: { kind: 'Deployment', namespace: 'shop', name: 'web' } },
      { ...flow, id: 'after' },
    ]);
    assert.deepEqual(
      all.map(({ id, result, affinity }) => [id, result, affinity?.remembered]),
      [
        ['before', 'reached', undefined],
        ['first', 'reached', 0],
        ['second', 'reached', 1],
        ['in time', 'reached', 1],
        ['late', 'reached', 0],
        ['after', 'refused', undefined],
      ],
    );
    assert.equal(code, 0);
  });

  it('gives a bad entry an error and goes on', async () => {
    const { code, answers: all } = await answers([
      { apply: service },
      { ...flow, id: 'first' },
      { id: 'gone', delete: { kind: 'Deployment', namespace: 'shop', name: 'wbe' } },
      { apply: [{ ...service, spec: { ...service.spec, sessionAffinity: 'Cookie' } }] },
      { ...flow, id: 'second', repeat: 2 },
    ]);
    assert.deepEqual(
      all.map(({ id, entry, error, affinity }) => [id, entry, error?.what, affinity?.remembered]),
      [
        ['first', undefined, undefined, 0],
        ['gone', 3, 'no Deployment "wbe" in namespace "shop"', undefined],
        [undefined, 4, all[2]?.error?.what, undefined],
        ['second', undefined, undefined, 1],
      ],
    );
    assert.match(all[2]?.error?.what ?? '', /^Service shop\/web, spec\.sessionAffinity: /);
    assert.deepEqual(
      all[3]?.connections?.map(({ affinity }) => affinity?.remembered),
      [1, 1],
    );
    assert.equal(code, 3);
  });

  it('is read from lines too, and told in words', async () => {
    const lines = [{ apply: [service] }, { ...flow, repeat: 5 }, { pass: 'soon' }];
    const { out } = await resolve(lines.map((line) => JSON.stringify(line)).join('\n'), '-o', 'text');
    assert.match(out, /^host of worker -> service\/shop\/web:80 \(5 connections\) {4}reaches /);
    assert.match(out, /\nentry 3 {4}error: pass is not as it should be\n/);
  });
});

describe('the schema of flows', () => {
  const flow = { from: { pod: 'shop/a' }, to: 'web:80' };

  it('takes what the parser takes', () => {
    for (const value of [
      [],
      [flow],
      { flows: [flow] },
      [{ ...flow, id: 7, protocol: 'UDP', http: { headers: {} }, repeat: 3 }],
      ['web', '10.96.0.20', 'fd00::1', '[fd00::1]', 'service/shop/web'].map((to) => ({
        ...flow,
        to,
        protocol: 'ICMP',
      })),
      [{ pass: '1h30m' }, { id: 1, delete: { kind: 'Pod', name: 'a' } }, { apply: {} }],
    ]) {
      assert.equal(isFlows(value), true, JSON.stringify(value));
    }
  });

  it('refuses what the parser refuses', async () => {
    const wrong = [
      { from: { pod: 'shop/a', host: 'worker' }, to: 'web:80' },
      { from: { pod: 'a/b/c' }, to: 'web:80' },
      { from: {}, to: 'web:80' },
      { ...flow, protocol: 'GRE' },
      { ...flow, protocol: 'ICMP' },
      { ...flow, to: '[fd00::1]:80', protocol: 'ICMP' },
      { ...flow, to: 'http://web/', protocol: 'ICMP' },
      { ...flow, target: 'web' },
      { from: flow.from },
      { ...flow, repeat: 0 },
      { ...flow, repeat: 1.5 },
      { ...flow, repeat: 100_001 },
      { pass: '3' },
      { pass: '1s', delete: { kind: 'Pod', name: 'a' } },
      { delete: { kind: 'Pod' } },
      { delete: { kind: 'Pod', name: 'a', uid: 'x' } },
      { apply: [] },
      { apply: ['web.yaml'] },
    ];
    const { out } = await resolve(JSON.stringify(wrong));
    for (const [index, { error }] of (JSON.parse(out) as Document).answers.entries()) {
      assert.notEqual(error, undefined, JSON.stringify(wrong[index]));
      assert.equal(isFlows([wrong[index]]), false, JSON.stringify(wrong[index]));
    }
  });
});
