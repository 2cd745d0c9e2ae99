import assert from 'node:assert/strict';
import type { RunMessage } from './messages.ts';
import { RunLog } from './run-log.ts';
import { featureLines, headLine, totalLines } from './summary.ts';

const mediaType = 'application/verdicts';
const feature = (uri: string, name: string): RunMessage => ({ gherkinDocument: { uri, feature: { name } } });
const scenario = (id: string, uri: string, line: number): RunMessage[] => [
  { pickle: { id: `p${id}`, uri, name: `scenario ${id}`, location: { line } } },
  { testCase: { id: `c${id}`, pickleId: `p${id}` } },
];
const run = (id: string, ...statuses: readonly string[]): RunMessage[] => [
  { testCaseStarted: { id: `s${id}`, testCaseId: `c${id}` } },
  ...statuses.map((status): RunMessage => ({
    testStepFinished: {
      testCaseStartedId: `s${id}`,
      testStepResult: { status, ...(status === 'FAILED' && { message: 'it is\nso' }) },
    },
  })),
  { testCaseFinished: { testCaseStartedId: `s${id}`, willBeRetried: false } },
];
const log = (): RunLog => new RunLog(mediaType, (text) => Buffer.from(text, 'base64').toString());

function play(messages: readonly RunMessage[], into = log()): string[] {
  return messages.flatMap((message) => into.see(message).flatMap((one) => featureLines(one)));
}

describe('the summary of a run', () => {
  it('has a line for each feature, when its last scenario is done', () => {
    const plan = [
      feature('a.feature', 'first'),
      ...scenario('1', 'a.feature', 3),
      ...scenario('2', 'a.feature', 9),
    ];
    const into = log();
    assert.deepEqual(play([...plan, ...run('1', 'PASSED')], into), []);
    const lines = play(run('2', 'PASSED', 'PASSED'), into);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^ {2}first +2 scenarios {3}✓$/);
  });

  it('keeps the order of the files, whoever is done first', () => {
    const plan = [
      feature('a.feature', 'first'),
      feature('b.feature', 'second'),
      ...scenario('1', 'a.feature', 3),
      ...scenario('2', 'b.feature', 3),
    ];
    const into = log();
    assert.deepEqual(play([...plan, ...run('2', 'PASSED')], into), []);
    assert.deepEqual(
      play(run('1', 'PASSED'), into).map((line) => line.trim().split(' ')[0]),
      ['first', 'second'],
    );
  });

  it('tells what a failing scenario said, and where it stands', () => {
    const lines = play([
      feature('a.feature', 'first'),
      ...scenario('1', 'a.feature', 3),
      ...scenario('2', 'a.feature', 9),
      ...run('1', 'PASSED'),
      ...run('2', 'PASSED', 'FAILED', 'SKIPPED'),
    ]);
    assert.match(lines[0] ?? '', /^ {2}first +1 of 2 scenarios failed {3}✗$/);
    assert.deepEqual(
      lines.slice(1).map((line) => line.replace(/ {2,}a\.feature/, ' a.feature')),
      ['', '  ✗ scenario 2 a.feature:9', '', '      it is', '      so', ''],
    );
  });

  it('forgets attempts that are tried again', () => {
    const [started, failed] = run('1', 'FAILED');
    const again: RunMessage = { testCaseFinished: { testCaseStartedId: 's1', willBeRetried: true } };
    const second = run('1', 'PASSED').map(
      (message) => JSON.parse(JSON.stringify(message).replaceAll('"s1"', '"s1b"')) as RunMessage,
    );
    const lines = play([
      feature('a.feature', 'first'),
      ...scenario('1', 'a.feature', 3),
      started ?? {},
      failed ?? {},
      again,
      ...second,
    ]);
    assert.match(lines[0] ?? '', /1 scenario +✓$/);
  });

  it('counts flows from the attachments of steps', () => {
    const into = log();
    const body = Buffer.from(
      JSON.stringify({
        verdicts: [{ kind: 'pass', notes: ['maybe'] }, { kind: 'unknown' }],
        cluster: 'one',
        backEnds: ['model'],
      }),
    ).toString('base64');
    into.see({ attachment: { body, contentEncoding: 'BASE64', mediaType } });
    into.see({ attachment: { body: '{}', contentEncoding: 'IDENTITY', mediaType: 'text/plain' } });
    assert.deepEqual(
      [...into.verdicts],
      [
        ['pass', 1],
        ['unknown', 1],
      ],
    );
    assert.deepEqual([...into.clusters], ['one']);
    assert.deepEqual([...into.notes], [['maybe', 1]]);
  });

  it('ends with all numbers', () => {
    const totals = { scenarios: 41, failed: 0, skipped: 0, seconds: 1.06, next: [] };
    assert.deepEqual(totalLines({ ...totals, verdicts: new Map([['pass', 163]]) }), [
      '  41 scenarios, 163 flows, all as expected in 1.1 s',
    ]);
    assert.deepEqual(
      totalLines({
        ...totals,
        failed: 2,
        skipped: 1,
        seconds: 192,
        verdicts: new Map([
          ['pass', 9],
          ['scenario-fails', 1],
          ['model-is-wrong', 2],
          ['cluster-differs', 1],
          ['unknown', 1],
        ]),
      }),
      [
        '  41 scenarios, 14 flows in 3 min 12 s: 2 scenarios failed, 1 skipped, 1 flow not as expected, 1 flow where the cluster differs, 2 flows where the model is wrong, 1 flow unknown',
      ],
    );
  });

  it('says what was accepted though it is not certain', () => {
    const notes = new Map([['routing decides', 2]]);
    const lines = totalLines({ scenarios: 1, failed: 0, skipped: 0, verdicts: new Map(), notes, next: [] });
    assert.deepEqual(lines, ['  1 scenario, all as expected', '  2 flows: routing decides']);
  });

  it('says what was left out where, and where nothing ran', () => {
    const totals = { scenarios: 3, failed: 0, skipped: 0, verdicts: new Map(), next: [] };
    const leftOut = [
      { backEnd: 'context:a', reason: 'it has no IPv6', scenarios: 3 },
      { backEnd: 'kind', reason: 'its Kubernetes is 1.35, not 1.33', scenarios: 1 },
    ];
    assert.deepEqual(totalLines({ ...totals, leftOut, ranOn: new Set(['model', 'kind']) }), [
      '  3 scenarios, all as expected',
      '  3 scenarios not run on context:a: it has no IPv6',
      '  1 scenario not run on kind: its Kubernetes is 1.35, not 1.33',
      '  nothing ran on context:a: every scenario was left out',
    ]);
  });

  it('keeps with a scenario why it was left out', () => {
    const into = log();
    play([feature('a.feature', 'first'), ...scenario('1', 'a.feature', 3)], into);
    const [started = {}, ...others] = run('1', 'PASSED');
    into.see(started);
    const leftOut = [{ backEnd: 'x', reason: 'y' }];
    const document = { verdicts: [], cluster: 'one', backEnds: ['model'], leftOut };
    const body = Buffer.from(JSON.stringify(document)).toString('base64');
    into.see({ attachment: { body, contentEncoding: 'BASE64', mediaType, testCaseStartedId: 's1' } });
    const [result] = others.flatMap((message) => into.see(message));
    assert.deepEqual([...(result?.scenarios[0]?.leftOut ?? [])], [['x', 'y']]);
  });

  it('proposes what to do next', () => {
    const lines = totalLines({
      scenarios: 1,
      failed: 0,
      skipped: 0,
      verdicts: new Map(),
      next: ['one', 'two'],
    });
    assert.deepEqual(lines, ['  1 scenario, all as expected', '', '  Now try:   one', '             two']);
  });

  it('begins with the command and where it runs', () => {
    assert.equal(
      headLine('reachform test a', ['model', 'kind']),
      `reachform test a${' '.repeat(70)}model · kind`,
    );
  });
});
