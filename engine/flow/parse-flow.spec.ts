import assert from 'node:assert/strict';
import { parseFlow } from './parse-flow.ts';

const from = { pod: 'shop/client' };
const to = 'web:80';

describe('a flow in JSON', () => {
  it('is taken with all its fields', () => {
    const flow = { id: 'a', from, to, protocol: 'UDP', http: { method: 'GET', headers: { Host: 'shop' } } };
    assert.deepEqual(parseFlow(flow), flow);
    assert.deepEqual(parseFlow({ from, to }), { from, to });
    assert.deepEqual(parseFlow({ id: 7, from, to }), { id: '7', from, to });
    for (const client of [
      { host: 'worker' },
      { host: 'worker', source: '127.0.0.1' },
      { outside: '203.0.113.9' },
      { outside: '203.0.113.9', via: 'worker' },
      { pod: 'client' },
    ]) {
      assert.deepEqual(parseFlow({ from: client, to }), { from: client, to });
    }
  });

  it('may be a ping, which has no port', () => {
    for (const ping of [
      'web',
      '10.96.0.20',
      'fd00::1',
      '[fd00::1]',
      'service/shop/web',
      'pod/web-1',
      'node/worker',
    ]) {
      assert.deepEqual(parseFlow({ from, to: ping, protocol: 'ICMP' }), { from, to: ping, protocol: 'ICMP' });
    }
    for (const [wrong, what] of [
      ['web:80', 'destination "web:80": a ping has no port'],
      ['http://web/', 'destination "http://web/": a ping has no port'],
      ['[fd00::1]:80', 'destination "[fd00::1]:80": a ping has no port'],
      ['10.0.0', 'destination "10.0.0": "10.0.0" is no address'],
      ['node/a/b', 'destination "node/a/b": "a/b" is no name'],
    ] as const) {
      const problem = parseFlow({ from, to: wrong, protocol: 'ICMP' });
      assert.equal('what' in problem && problem.what, what);
      assert.match('what' in problem ? (problem.expected ?? '') : '', /^ADDRESS, NAME, service/);
    }
    assert.ok('what' in parseFlow({ from, to: 'web' }));
  });

  const bad: readonly (readonly [json: unknown, what: string, found?: string | undefined, hint?: string])[] =
    [
      [null, 'a flow is not as it should be', 'null'],
      [[], 'a flow is not as it should be', '[]'],
      ['web:80', 'a flow is not as it should be', '"web:80"'],
      [{ to }, "a flow's from is not as it should be", 'nothing'],
      [{ from: 'client', to }, "a flow's from is not as it should be", '"client"'],
      [{ from: {}, to }, "a flow's from is not as it should be", '{}'],
      [
        { from: { pod: 'a', host: 'b' }, to },
        "a flow's from is not as it should be",
        '{"pod":"a","host":"b"}',
      ],
      [{ from: { pod: 'a/b/c' }, to }, 'from.pod is not as it should be', '"a/b/c"'],
      [{ from: { pod: '' }, to }, 'from.pod is not as it should be', '""'],
      [{ from: { host: 7 }, to }, 'from.host is not as it should be', '7'],
      [{ from: { host: 'a', source: 'b' }, to }, 'from.source is not as it should be', '"b"'],
      [{ from: { outside: 'somewhere' }, to }, 'from.outside is not as it should be', '"somewhere"'],
      [{ from: { pod: 'a', source: '10.0.0.1' }, to }, 'from has no field "source"'],
      [{ from }, "a flow's to is not as it should be", 'nothing'],
      [{ from, to: 80 }, "a flow's to is not as it should be", '80'],
      [{ from, to: 'web' }, 'destination "web": it has no port', 'web', 'web:80'],
      [{ from, to, protocol: 'tcp' }, "a flow's protocol is not as it should be", '"tcp"'],
      [{ from, to, protocl: 'TCP' }, 'a flow has no field "protocl"', undefined, '"protocol"'],
      [{ id: true, from, to }, "a flow's id is not as it should be", 'true'],
      [{ from, to, http: 'GET' }, "a flow's http is not as it should be", '"GET"'],
      [{ from, to, http: { method: 1 } }, 'http.method is not as it should be', '1'],
      [{ from, to, http: { headers: { a: 1 } } }, 'http.headers is not as it should be', '{"a":1}'],
      [{ from, to, http: { header: {} } }, 'http has no field "header"', undefined, '"headers"'],
    ];
  for (const [json, what, found, hint] of bad) {
    it(`is none: ${JSON.stringify(json)}`, () => {
      const problem = parseFlow(json);
      assert.ok('what' in problem);
      assert.deepEqual([problem.what, problem.found, problem.hint], [what, found, hint]);
    });
  }
});
