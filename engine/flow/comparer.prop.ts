import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { agree } from './agree.ts';
import type { Answer, Result } from './answer.ts';
import { check } from './check.ts';
import { isSame } from './comparison.ts';
import type { Expectation } from './expectation.ts';
import { answer, backend, knowledge, observation } from './flow-data.spec.ts';
import { cellMeanings, expectationOf, parseMatrix, printMatrix, tableOf, type Matrix } from './matrix.ts';
import type { Observation } from './observation.ts';
import { judge } from './verdict.ts';

const results: readonly Result[] = [
  'reached',
  'refused',
  'timeout',
  'no-name',
  'http',
  'tls-failure',
  'unhandled',
  'unknown',
];
const result = fc.constantFrom(...results);
const source = fc.option(fc.record({ kept: fc.boolean(), node: fc.constantFrom('worker', 'worker2') }), {
  nil: undefined,
});
const backends = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
const anyAnswer: fc.Arbitrary<Answer> = fc
  .record({
    result,
    backends,
    refusing: fc.integer({ min: 0, max: 5 }),
    source,
    status: fc.constantFrom(200, 404),
  })
  .map((given) =>
    answer(
      given.result,
      given.result === 'reached'
        ? given.backends.map((n) => backend(n, n === given.refusing ? { result: 'refused' } : {}))
        : [],
      { status: given.status, ...(given.source && { source: given.source }) },
    ),
  );
const anyObservation: fc.Arbitrary<Observation> = fc
  .record({
    outcomes: fc.dictionary(result, fc.integer({ min: 1, max: 9 }), { minKeys: 1, maxKeys: 3 }),
    backends,
    source,
  })
  .map((given) =>
    observation(
      given.outcomes,
      given.outcomes['reached'] ? given.backends.map((n) => backend(n)) : [],
      given.source && { source: given.source },
    ),
  );
const anyExpectation: fc.Arbitrary<Expectation> = fc.record(
  {
    result: result.filter((word) => word !== 'unknown') as fc.Arbitrary<Expectation['result']>,
    status: fc.constantFrom(200, 404),
    backends: fc.constant([{ kind: 'pods', name: 'web-*' }] as const),
    source: fc.constantFrom({ kind: 'kept' } as const, { kind: 'hidden' } as const),
  },
  { requiredKeys: ['result', 'status'], noNullPrototype: true },
);

describe('laws of the comparer', () => {
  it('unknown agrees with nothing and meets nothing', () => {
    fc.assert(
      fc.property(anyAnswer, anyExpectation, (other, expectation) => {
        const unknown = answer('unknown');
        assert.ok(!isSame(agree(unknown, other, knowledge)));
        assert.ok(!isSame(agree(other, unknown, knowledge)));
        assert.ok(!isSame(check(expectation, unknown, knowledge)));
      }),
    );
  });

  it('an answer agrees with itself unless it is unknown', () => {
    fc.assert(
      fc.property(anyAnswer, (one) => {
        assert.equal(isSame(agree(one, one, knowledge)), one.result !== 'unknown');
      }),
    );
  });

  it('a verdict passes only if expectation, prediction and observation agree in pairs', () => {
    fc.assert(
      fc.property(
        anyAnswer,
        anyAnswer,
        anyObservation,
        anyExpectation,
        (own, predicted, seen, expectation) => {
          const flow = { from: { pod: 'client' }, to: 'web:80' };
          const witness = { backEnd: 'kind', answer: seen, predicted, knowledge };
          const { kind } = judge(flow, expectation, { answer: own, knowledge }, [witness]);
          const agreed =
            isSame(check(expectation, own, knowledge)) &&
            isSame(check(expectation, seen, knowledge)) &&
            isSame(agree(predicted, seen, knowledge));
          assert.equal(kind === 'pass', agreed);
        },
      ),
    );
  });

  it('more back ends never turn a failure into a pass', () => {
    fc.assert(
      fc.property(anyAnswer, anyObservation, anyObservation, anyExpectation, (own, one, two, expectation) => {
        const flow = { from: { pod: 'client' }, to: 'web:80' };
        const witnesses = [one, two].map((seen) => ({
          backEnd: 'kind',
          answer: seen,
          predicted: own,
          knowledge,
        }));
        const prediction = { answer: own, knowledge };
        const both = judge(flow, expectation, prediction, witnesses);
        if (both.kind === 'pass') {
          assert.equal(judge(flow, expectation, prediction, witnesses.slice(0, 1)).kind, 'pass');
          assert.equal(judge(flow, expectation, prediction, []).kind, 'pass');
        }
      }),
    );
  });
});

describe('laws of the matrix', () => {
  const cell = fc.constantFrom('', '404', ...Object.keys(cellMeanings).filter((key) => expectationOf(key)));
  const matrix: fc.Arbitrary<Matrix> = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      destinations: fc.array(fc.constantFrom('web:80', 'db:5432', 'worker:30080'), {
        minLength: width,
        maxLength: width,
      }),
      rows: fc.array(
        fc.record({
          client: fc.constantFrom('pod client', 'outside', 'host of worker'),
          cells: fc.array(cell, { minLength: width, maxLength: width }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  );

  it('a matrix is read back from its table', () => {
    fc.assert(
      fc.property(matrix, (given) => assert.deepEqual(parseMatrix(tableOf(given)), structuredClone(given))),
    );
  });

  it('a printed matrix has a line for each client, none with blanks at its end', () => {
    fc.assert(
      fc.property(matrix, (given) => {
        const lines = printMatrix(given).split('\n');
        assert.equal(lines.length, given.rows.length + 1);
        assert.ok(lines.every((line) => line === line.trimEnd()));
      }),
    );
  });
});
