import assert from 'node:assert/strict';
import { agree } from './agree.ts';
import { check } from './check.ts';
import { answer, backend, knowledge, observation } from './flow-data.spec.ts';
import type { Expectation } from './expectation.ts';
import type { Answer } from './answer.ts';

const differences = (expectation: Expectation, given: Answer): readonly string[] =>
  check(expectation, given, knowledge).differences;

describe('an answer held against an expectation', () => {
  it('is as expected when the result is, whoever answers', () => {
    assert.deepEqual(differences({ result: 'reached' }, answer('reached', [backend(1), backend(2)])), []);
    assert.deepEqual(differences({ result: 'refused' }, answer('refused')), []);
  });

  it('differs in its result', () => {
    assert.deepEqual(differences({ result: 'reached' }, answer('timeout')), [
      'expected reaches, got timeout',
    ]);
    assert.deepEqual(differences({ result: 'refused' }, answer('reached', [backend(1)])), [
      'expected refused, got reaches',
    ]);
  });

  it('differs when some connections end otherwise', () => {
    const mixed = answer('reached', [backend(1), backend(2, { result: 'refused' }), backend(3)]);
    assert.deepEqual(differences({ result: 'reached' }, mixed), [
      '1 of 3 connections refused: web-2 (10.244.1.2:9376)',
    ]);
    assert.deepEqual(
      differences({ result: 'reached' }, observation({ reached: 9, refused: 1 }, [backend(1)])),
      ['1 of 10 connections refused'],
    );
  });

  it('that is unknown meets nothing, and says why', () => {
    const unknown = answer('unknown', [], { reason: 'the prober died' });
    for (const result of ['reached', 'refused', 'timeout', 'unhandled'] as const) {
      assert.deepEqual(differences({ result }, unknown), ['nobody can tell: the prober died']);
    }
    assert.deepEqual(
      differences({ result: 'reached' }, observation({ reached: 9, unknown: 1 }, [backend(1)])),
      ['nobody can tell: no reason was given'],
    );
  });

  it('with an HTTP status differs in the status', () => {
    assert.deepEqual(differences({ result: 'http', status: 404 }, answer('http', [], { status: 404 })), []);
    assert.deepEqual(differences({ result: 'http', status: 404 }, answer('http', [], { status: 503 })), [
      'expected answers 404, got answers 503',
    ]);
  });
});

describe('a flow that no rule of the cluster handles', () => {
  it('may be expected to be lost, with a note', () => {
    const comparison = check({ result: 'timeout' }, answer('unhandled'), knowledge);
    assert.deepEqual(comparison.differences, []);
    assert.match(comparison.notes.join(' '), /routing decides/);
    assert.deepEqual(differences({ result: 'reached' }, answer('unhandled')), [
      'expected reaches, got unhandled',
    ]);
  });

  it('may be expected to have no name where the name is for the world outside to know', () => {
    const alias = answer('unhandled', [], {
      trace: [{ rule: 'name', decision: 'an alias of db.example.com' }],
    });
    const comparison = check({ result: 'no-name' }, alias, knowledge);
    assert.deepEqual(comparison.differences, []);
    assert.match(comparison.notes.join(' '), /the world outside decides/);
    assert.equal(differences({ result: 'no-name' }, answer('unhandled')).length, 1);
    assert.deepEqual(agree(alias, observation({ 'no-name': 1 }), knowledge).differences, []);
  });

  it('may be seen lost in any way, but only on a cluster', () => {
    assert.deepEqual(differences({ result: 'unhandled' }, observation({ refused: 1 })), []);
    assert.deepEqual(differences({ result: 'unhandled' }, answer('refused')), [
      'expected unhandled, got refused',
    ]);
    assert.deepEqual(differences({ result: 'unhandled' }, observation({ reached: 1 }, [backend(1)])), [
      'expected unhandled, got reaches',
    ]);
  });
});

describe('the backends that an expectation allows', () => {
  const only = (
    name: string,
    kind: 'pods' | 'service' | 'address' | 'node' = 'pods',
    node?: string,
  ): Expectation => ({
    result: 'reached',
    backends: [{ kind, name, ...(node !== undefined && { node }) }],
  });
  const two = answer('reached', [backend(1), backend(2, { node: 'worker2' })]);

  it('are pods by pattern, in the scenario’s namespace unless another is named', () => {
    assert.deepEqual(differences(only('web-*'), two), []);
    assert.deepEqual(differences(only('shop/web-*'), two), []);
    assert.equal(differences(only('other/web-*'), two).length, 1);
    assert.deepEqual(differences(only('web-1'), two), [
      'reaches web-2 (10.244.1.2:9376), expected only web-1',
    ]);
  });

  it('are pods on a port', () => {
    const on = (port: number): Expectation => ({
      result: 'reached',
      backends: [{ kind: 'pods', name: 'web-*', port }],
    });
    assert.deepEqual(differences(on(9376), two), []);
    assert.deepEqual(differences(on(80), answer('reached', [backend(1)])), [
      'reaches web-1 (10.244.1.1:9376), expected only web-*:80',
    ]);
  });

  it('are pods by alias', () => {
    assert.deepEqual(differences(only('web'), answer('reached', [backend(1)])), []);
    assert.equal(differences(only('web'), answer('reached', [backend(2)])).length, 1);
  });

  it('are the endpoints of a Service', () => {
    assert.deepEqual(differences(only('web', 'service'), two), []);
    assert.deepEqual(differences(only('web', 'service'), answer('reached', [backend(9)])), [
      'reaches web-9 (10.244.1.9:9376), expected only service web',
    ]);
    assert.equal(differences(only('nothing', 'service'), two).length, 1);
  });

  it('are on a node', () => {
    assert.deepEqual(differences(only('web-*', 'pods', 'worker'), two), [
      'reaches web-2 (10.244.1.2:9376) on node worker2, expected only web-* on node worker',
    ]);
  });

  it('are addresses outside, or a node itself', () => {
    const outside = answer('reached', [{ ip: '192.0.2.42', port: 9376, probability: 1 }]);
    assert.deepEqual(differences(only('192.0.2.42', 'address'), outside), []);
    assert.deepEqual(differences(only('192.0.2.42:9376', 'address'), outside), []);
    assert.deepEqual(differences(only('192.0.2.42:80', 'address'), outside), [
      'reaches 192.0.2.42:9376, expected only 192.0.2.42:80',
    ]);
    const host = answer('reached', [{ ip: '172.30.0.3', port: 10250, node: 'worker', probability: 1 }]);
    assert.deepEqual(differences(only('worker', 'node'), host), []);
    assert.equal(differences(only('worker2', 'node'), host).length, 1);
  });

  it('that no connection comes to do not count', () => {
    const never = { ...two, backends: [...two.backends, backend(9, { probability: 0, pod: 'shop/db-0' })] };
    assert.deepEqual(differences(only('web-*'), never), []);
  });
});

describe('the source address', () => {
  const seen = (source: Answer['source'], ...own: readonly NonNullable<Answer['source']>[]): Answer =>
    answer(
      'reached',
      [backend(1), backend(2)].map((one, index) => ({ ...one, ...(own[index] && { source: own[index] }) })),
      { ...(source && { source }) },
    );
  const expecting = (source: NonNullable<Expectation['source']>): Expectation => ({
    result: 'reached',
    source,
  });

  it('is kept or hidden', () => {
    assert.deepEqual(differences(expecting({ kind: 'kept' }), seen({ kept: true })), []);
    assert.deepEqual(differences(expecting({ kind: 'hidden' }), seen({ kept: false })), []);
    assert.deepEqual(
      differences(expecting({ kind: 'hidden' }), seen({ kept: true, address: '10.244.2.7' })),
      ["the backend sees the client's address 10.244.2.7, expected another"],
    );
    assert.deepEqual(differences(expecting({ kind: 'kept' }), seen({ kept: false, node: 'worker' })), [
      "the backend sees an address of node worker, expected the client's address",
    ]);
  });

  it('is a node’s, told by its name or by an address that is known to be its', () => {
    const node = expecting({ kind: 'node', node: 'worker' });
    assert.deepEqual(differences(node, seen({ kept: false, node: 'worker' })), []);
    assert.deepEqual(differences(node, seen({ kept: false, address: '10.244.1.254' })), []);
    assert.deepEqual(differences(node, seen({ kept: false, address: '172.30.0.4' })), [
      'the backend sees an address of node worker2, 172.30.0.4, expected an address of node worker',
    ]);
  });

  it('is asked of each backend: one that reaches itself sees another', () => {
    assert.deepEqual(
      differences(expecting({ kind: 'kept' }), seen({ kept: true }, { kept: false, node: 'worker' })),
      ["web-1 sees an address of node worker, expected the client's address"],
    );
  });

  it('that nobody tells is a difference', () => {
    assert.deepEqual(differences(expecting({ kind: 'kept' }), seen(undefined)), [
      "the backend does not tell which address it sees, expected the client's address",
    ]);
  });
});
