import assert from 'node:assert/strict';
import { formatPattern, parseBackends } from './backend-pattern.ts';
import { formatClient, parseClient } from './client-words.ts';
import { formatExpectation, parseSource } from './expectation.ts';
import { formatResult, knownResultWords, parseResult } from './result-words.ts';
import { formatShare, isShare, parseShare } from './share.ts';

describe('a result in words', () => {
  it('is read in any of its spellings', () => {
    for (const [text, result] of [
      ['reaches', 'reached'],
      ['refused', 'refused'],
      ['is refused', 'refused'],
      ['times out', 'timeout'],
      ['timeout', 'timeout'],
      ['no name', 'no-name'],
      ['no such name', 'no-name'],
      ['Unhandled', 'unhandled'],
    ]) {
      assert.deepEqual(parseResult(text ?? ''), { result });
    }
    assert.deepEqual(parseResult('answers 404'), { result: 'http', status: 404 });
    assert.deepEqual(parseResult('404'), { result: 'http', status: 404 });
  });

  it('is nothing when it is none: nobody expects to fail or not to know', () => {
    for (const word of ['fails', 'unknown', '', 'reach', '999']) assert.equal(parseResult(word), undefined);
  });

  it('is read back as it is printed', () => {
    for (const word of knownResultWords) {
      const read = parseResult(word);
      assert.ok(read);
      assert.equal(formatResult(read.result, read.status), word);
    }
  });
});

describe('a client in words', () => {
  const cases: readonly [string, object, string][] = [
    ['pod client', { pod: 'client' }, 'pod client'],
    ['client', { pod: 'client' }, 'pod client'],
    ['pod "shop/client"', { pod: 'shop/client' }, 'pod shop/client'],
    ['pod default/client', { pod: 'default/client' }, 'pod client'],
    ['host of worker', { host: 'worker' }, 'host of worker'],
    ['the host of node "worker"', { host: 'worker' }, 'host of worker'],
    ['host worker2', { host: 'worker2' }, 'host of worker2'],
    ['host of worker at 127.0.0.1', { host: 'worker', source: '127.0.0.1' }, 'host of worker at 127.0.0.1'],
    ['outside', { outside: '203.0.113.9' }, 'outside'],
    ['outside 198.51.100.7', { outside: '198.51.100.7' }, 'outside 198.51.100.7'],
    ['outside via worker2', { outside: '203.0.113.9', via: 'worker2' }, 'outside via worker2'],
    [
      'outside 2001:db8::1 via node worker',
      { outside: '2001:db8::1', via: 'worker' },
      'outside 2001:db8::1 via worker',
    ],
  ];
  for (const [text, client, printed] of cases) {
    it(`"${text}"`, () => {
      const read = parseClient(text);
      assert.deepEqual(read, client);
      assert.ok(!('what' in read));
      assert.equal(formatClient(read), printed);
    });
  }

  it('is a problem when it is none', () => {
    const read = parseClient('the Moon!');
    assert.ok('what' in read);
    assert.equal(read.what, 'no client is written like "the Moon!"');
  });
});

describe('backends in words', () => {
  it('are pods, Services, nodes and addresses', () => {
    assert.deepEqual(
      parseBackends('web-*, service "db", 10.1.2.3:80, node worker, pods x-* on node "worker2"'),
      [
        { kind: 'pods', name: 'web-*' },
        { kind: 'service', name: 'db' },
        { kind: 'address', name: '10.1.2.3:80' },
        { kind: 'node', name: 'worker' },
        { kind: 'pods', name: 'x-*', node: 'worker2' },
      ],
    );
    assert.deepEqual(parseBackends('  '), []);
  });

  it('read back as they are printed', () => {
    const text =
      'web-*, web-*:8080 on node worker, service db, 10.1.2.3:80, node worker, x-* on node worker2, [fd00::1]:80, fd00::1';
    assert.equal(
      parseBackends(text)
        .map((pattern) => formatPattern(pattern))
        .join(', '),
      text,
    );
  });

  it('are not addresses because their names have digits and dots', () => {
    assert.deepEqual(parseBackends('web.10')[0]?.kind, 'pods');
  });
});

describe('a share', () => {
  it('is a fraction, a percentage, or a number', () => {
    assert.equal(parseShare('1/3')?.value, 1 / 3);
    assert.equal(parseShare('25%')?.value, 0.25);
    assert.equal(parseShare('0.5')?.value, 0.5);
    for (const text of ['', 'half', '1/0', '120 %', '3/2', '-1']) assert.equal(parseShare(text), undefined);
  });

  it('is as exact as it is written', () => {
    const meets = (value: number, text: string): boolean => {
      const share = parseShare(text);
      return share !== undefined && isShare(value, share);
    };
    assert.ok(meets(1 / 3, '33.3 %'));
    assert.ok(meets(1 / 3, '33 %'));
    assert.ok(!meets(1 / 3, '34 %'));
    assert.ok(!meets(0.3333, '1/3'));
    assert.ok(!meets(0.001, '0 %'));
    assert.ok(!meets(0.999, '100 %'));
  });

  it('is printed as a small fraction where it is one', () => {
    assert.equal(formatShare(1 / 3), '1/3');
    assert.equal(formatShare(1), 'all');
    assert.equal(formatShare(0.179), '17.9 %');
  });
});

describe('a source in words', () => {
  it('is kept, hidden, a node’s, or an address', () => {
    assert.deepEqual(parseSource('kept'), { kind: 'kept' });
    assert.deepEqual(parseSource('an address of node "worker"'), { kind: 'node', node: 'worker' });
    assert.deepEqual(parseSource('node worker'), { kind: 'node', node: 'worker' });
    assert.deepEqual(parseSource('10.0.0.1'), { kind: 'address', address: '10.0.0.1' });
    assert.equal(parseSource('lost'), undefined);
  });
});

describe('an expectation in words', () => {
  it('says result, backends and source', () => {
    assert.equal(
      formatExpectation({ result: 'reached', backends: parseBackends('web-*'), source: { kind: 'kept' } }),
      'reaches web-*, source kept',
    );
    assert.equal(formatExpectation({ result: 'http', status: 404 }), 'answers 404');
    assert.equal(
      formatExpectation({
        result: 'reached',
        rows: [{ pattern: { kind: 'pods', name: 'web-1' }, port: 80, share: { value: 0.5, tolerance: 0 } }],
      }),
      'reaches exactly web-1:80 (1/2)',
    );
  });
});
