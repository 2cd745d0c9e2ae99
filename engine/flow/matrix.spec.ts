import assert from 'node:assert/strict';
import { answer, backend, observation } from './flow-data.spec.ts';
import { cellOf, expectationOf, legend, parseMatrix, printMatrix } from './matrix.ts';

const table = [
  ['', 'web:80', 'db:5432'],
  ['pod client', '.', 'X'],
  ['outside', '?', ''],
];

describe('a matrix', () => {
  it('is read from a table', () => {
    assert.deepEqual(parseMatrix(table), {
      destinations: ['web:80', 'db:5432'],
      rows: [
        { client: 'pod client', cells: ['.', 'X'] },
        { client: 'outside', cells: ['?', ''] },
      ],
    });
  });

  it('tells all cells that mean nothing', () => {
    const read = parseMatrix([
      ['', 'a', 'b'],
      ['pod x', 'yes', '.'],
      ['pod y', '!', 'no'],
    ]);
    assert.ok('problems' in read);
    assert.deepEqual(
      read.problems.map((problem) => problem.what),
      ['the cell of pod x and a is "yes"', 'the cell of pod y and b is "no"'],
    );
    assert.equal(
      read.problems[0]?.expected,
      '. reached, X refused, - timeout, ? no such name or no way in, ~ unhandled, routing decides, tls TLS failure, an HTTP status, or nothing',
    );
  });

  it('needs destinations and clients', () => {
    const read = parseMatrix([['']]);
    assert.ok('problems' in read);
    assert.deepEqual(
      read.problems.map((problem) => problem.what),
      ['the first line of a matrix names no destination', 'a matrix has no line for a client'],
    );
  });

  it('is printed with the cells below their destinations', () => {
    const read = parseMatrix(table);
    assert.ok(!('problems' in read));
    assert.equal(
      printMatrix(read),
      ['             web:80   db:5432', 'pod client     .         X', 'outside        ?'].join('\n'),
    );
  });

  it('explains only the cells that occur', () => {
    assert.equal(legend(['X', '.', '404']), '. reached, X refused');
  });
});

describe('the cell of an answer', () => {
  it('says how it ends', () => {
    assert.equal(cellOf(answer('reached', [backend(1)])), '.');
    assert.equal(cellOf(answer('refused')), 'X');
    assert.equal(cellOf(answer('timeout')), '-');
    assert.equal(cellOf(answer('no-name')), '?');
    assert.equal(cellOf(answer('unhandled')), '~');
    assert.equal(cellOf(answer('http', [], { status: 404 })), '404');
    assert.equal(cellOf(answer('unknown')), '!');
    assert.equal(cellOf(answer('reached', [backend(1), backend(2, { result: 'refused' })])), '%');
    assert.equal(cellOf(observation({ reached: 2, unknown: 1 })), '!');
  });

  it('expects what it says, and nobody can expect not to know', () => {
    assert.deepEqual(expectationOf('.'), { result: 'reached' });
    assert.deepEqual(expectationOf('404'), { result: 'http', status: 404 });
    assert.equal(expectationOf('!'), undefined);
    assert.equal(expectationOf('%'), undefined);
    assert.equal(expectationOf('toString'), undefined);
  });
});
