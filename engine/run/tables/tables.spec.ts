import assert from 'node:assert/strict';
import { UserError, type Place, type Problem } from '../../errors/index.ts';
import { formatExpectation } from '../../flow/index.ts';
import { readBackendTable } from './backend-table.ts';
import { readAlternatives, readFlowTable } from './flow-table.ts';

const places = Array.from({ length: 9 }, (_, index): Place => ({
  file: 'a.feature',
  line: 10 + index,
  column: 7,
}));

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.problems;
  }
  return [];
}

describe('the table of flows', () => {
  it('makes a flow and an expectation of each line', () => {
    assert.deepEqual(
      readFlowTable(
        [
          ['from', 'to', 'protocol', 'result', 'backends', 'source', 'via'],
          ['pod client', 'web:80', '', 'reaches', 'web-*', 'kept', ''],
          ['outside', 'worker:30080', 'udp', 'is refused', '', '', 'worker2'],
        ],
        places,
      ),
      [
        {
          flow: { from: { pod: 'client' }, to: 'web:80' },
          expectation: {
            result: 'reached',
            backends: [{ kind: 'pods', name: 'web-*' }],
            source: { kind: 'kept' },
          },
          place: places[1],
        },
        {
          flow: { from: { outside: '203.0.113.9', via: 'worker2' }, to: 'worker:30080', protocol: 'UDP' },
          expectation: { result: 'refused' },
          place: places[2],
        },
      ],
    );
  });

  it('tells columns that it does not know or misses', () => {
    assert.deepEqual(
      problemsOf(() => readFlowTable([['from', 'too', 'result']], places)).map(({ what, hint }) => [
        what,
        hint,
      ]),
      [
        ['the table has a column "too" that says nothing here', 'to'],
        ['the table has no column "to"', undefined],
      ],
    );
  });

  it('tells all that is wrong in all lines, each with its place', () => {
    const problems = problemsOf(() =>
      readFlowTable(
        [
          ['from', 'to', 'result', 'source', 'backends'],
          ['moon!', 'web', 'fails', 'lost', ''],
          ['pod a', 'web:80', 'refused', '', 'web-1'],
        ],
        places,
      ),
    );
    assert.deepEqual(problems.map(({ what, where }) => `${where?.line} ${what}`).sort(), [
      '11 destination "web": it has no port',
      '11 no client is written like "moon!"',
      '11 no result is called "fails"',
      '11 no source is written like "lost"',
      '12 a flow that is "refused" has no backends',
    ]);
  });

  it('proposes the result that was meant', () => {
    const [problem] = problemsOf(() =>
      readFlowTable(
        [
          ['from', 'to', 'result'],
          ['pod a', 'b:1', 'reachs'],
        ],
        places,
      ),
    );
    assert.equal(problem?.hint, 'reaches');
  });

  it('lets only those outside arrive via a node', () => {
    const [problem] = problemsOf(() =>
      readFlowTable(
        [
          ['from', 'to', 'result', 'via'],
          ['pod a', 'b:1', 'reaches', 'worker'],
        ],
        places,
      ),
    );
    assert.equal(problem?.what, 'only traffic from outside arrives via a node');
  });

  it('takes a node port and an address by the Service that has it', () => {
    const [check] = readFlowTable([
      ['from', 'to', 'result'],
      ['outside', 'nodeport/worker/web:80', 'reaches'],
    ]);
    assert.equal(check?.flow.to, 'nodeport/worker/web:80');
    const [balanced] = readFlowTable([
      ['from', 'to', 'result'],
      ['outside', 'loadbalancer/shop/web:80', 'reaches'],
    ]);
    assert.equal(balanced?.flow.to, 'loadbalancer/shop/web:80');
  });
});

describe('the table of ways in which a connection may end', () => {
  it('has a line for each', () => {
    const expectation = readAlternatives([
      ['result', 'backends'],
      ['reaches', 'web-*'],
      ['is refused', ''],
    ]);
    assert.equal(formatExpectation(expectation), 'either reaches web-* or refused');
  });

  it('says what is wrong with each line, and that one way is no choice', () => {
    const problems = problemsOf(() =>
      readAlternatives([
        ['result', 'backends'],
        ['reach', ''],
        ['refused', 'web-1'],
      ]),
    );
    assert.deepEqual(problems.map(({ what }) => what).sort(), [
      'a flow that is "refused" has no backends',
      'no result is called "reach"',
    ]);
    const [problem] = problemsOf(() => readAlternatives([['result'], ['refused']]));
    assert.equal(problem?.what, 'either of one thing is that thing');
  });
});

describe('the table of backends', () => {
  it('reads who, port, node, share, result and source', () => {
    assert.deepEqual(
      readBackendTable([
        ['pod', 'port', 'node', 'share', 'result', 'source'],
        ['web-1', '80', 'worker', '1/2', '', 'kept'],
        ['web-2', '', '', '50 %', 'refused', ''],
      ]).map(({ share, ...row }) => ({ ...row, share: share?.value })),
      [
        {
          pattern: { kind: 'pods', name: 'web-1', node: 'worker' },
          port: 80,
          share: 0.5,
          source: { kind: 'kept' },
        },
        { pattern: { kind: 'pods', name: 'web-2' }, share: 0.5, result: 'refused' },
      ],
    );
  });

  it('takes an address in any of its columns', () => {
    for (const column of ['ip', 'backend', 'pod']) {
      assert.equal(readBackendTable([[column], ['192.0.2.1']])[0]?.pattern.kind, 'address');
    }
  });

  it('tells what is wrong', () => {
    const problems = problemsOf(() =>
      readBackendTable(
        [
          ['pod', 'port', 'share'],
          ['', '80', ''],
          ['a', 'http', 'half'],
        ],
        places,
      ),
    );
    assert.deepEqual(
      problems.map(({ what }) => what),
      ['a line names no backend', 'no port is written like "http"', 'no share is written like "half"'],
    );
  });
});
