import assert from 'node:assert/strict';
import type { Answer } from './answer.ts';
import { check } from './check.ts';
import type { BackendRow } from './expectation.ts';
import { answer, backend, knowledge, observation } from './flow-data.spec.ts';

const row = (name: string, more: Partial<BackendRow> = {}): BackendRow => ({
  pattern: { kind: 'pods', name },
  ...more,
});
const differences = (rows: readonly BackendRow[], given: Answer): readonly string[] =>
  check({ result: 'reached', rows }, given, knowledge).differences;
const three = answer('reached', [backend(1), backend(2), backend(3)]);

describe('a table of exactly the backends', () => {
  it('is met by these and no others', () => {
    assert.deepEqual(differences([row('web-1'), row('web-2'), row('web-3')], three), []);
    assert.deepEqual(differences([row('web-*')], three), []);
    assert.deepEqual(differences([row('web-1'), row('web-2')], three), [
      'reaches web-3 (10.244.1.3:9376) on node worker, which no row expects',
    ]);
    assert.deepEqual(differences([row('web-*'), row('db-0')], three), ['never reaches db-0']);
  });

  it('names ports and nodes', () => {
    assert.deepEqual(differences([row('web-*', { port: 9376 })], three), []);
    assert.deepEqual(differences([row('web-*', { port: 80 })], answer('reached', [backend(1)])), [
      'reaches web-1 (10.244.1.1:9376) on node worker, which no row expects',
      'never reaches web-*:80',
    ]);
  });

  it('names shares, each row for all its backends', () => {
    const third = { value: 1 / 3, tolerance: 1e-9 };
    assert.deepEqual(differences([row('web-1', { share: third }), row('web-*')], three), []);
    assert.deepEqual(differences([row('web-*', { share: third })], three), [
      'web-* gets all of new connections, expected 1/3',
    ]);
  });

  it('names what refuses', () => {
    const mixed = answer('reached', [backend(1), backend(2, { result: 'refused' })]);
    assert.deepEqual(differences([row('web-1'), row('web-2', { result: 'refused' })], mixed), []);
    assert.deepEqual(differences([row('web-1'), row('web-2')], mixed), [
      'web-2: expected reaches, got refused',
    ]);
    assert.deepEqual(
      differences([row('web-1', { result: 'refused' }), row('web-2', { result: 'refused' })], mixed),
      ['web-1: expected refused, got reaches'],
    );
  });

  it('names what each backend sees', () => {
    const hairpin = answer('reached', [backend(1, { source: { kept: false, node: 'worker' } }), backend(2)], {
      source: { kept: true },
    });
    const rows = [row('web-1', { source: { kind: 'hidden' } }), row('web-2', { source: { kind: 'kept' } })];
    assert.deepEqual(differences(rows, hairpin), []);
    assert.deepEqual(differences([row('web-*', { source: { kind: 'kept' } })], hairpin), [
      "web-1 sees an address of node worker, expected the client's address",
    ]);
  });

  it('is not met by nobody', () => {
    assert.deepEqual(differences([row('web-1')], answer('timeout')), ['expected web-1, got timeout']);
    assert.deepEqual(differences([], answer('reached', [backend(1)])).length, 1);
  });
});

describe('a table of exactly the backends, on a cluster', () => {
  const refusing = [row('web-1'), row('web-2', { result: 'refused' })];

  it('takes a refusal for that of the row that refuses', () => {
    assert.deepEqual(differences(refusing, observation({ reached: 6, refused: 4 }, [backend(1)])), []);
  });

  it('misses a refusal that never came, and one that nobody expects', () => {
    assert.deepEqual(differences(refusing, observation({ reached: 9 }, [backend(1)])), [
      'never reaches web-2',
    ]);
    assert.deepEqual(differences([row('web-1')], observation({ reached: 9, timeout: 1 }, [backend(1)])), [
      'some connections end so: timeout',
    ]);
  });

  it('leaves shares to statistics', () => {
    const half = { value: 0.5, tolerance: 1e-9 };
    const seen = observation({ reached: 10 }, [
      backend(1, { probability: 0.6 }),
      backend(2, { probability: 0.4 }),
    ]);
    assert.deepEqual(differences([row('web-1', { share: half }), row('web-2', { share: half })], seen), []);
  });
});
