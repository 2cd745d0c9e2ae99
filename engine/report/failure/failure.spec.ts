import assert from 'node:assert/strict';
import type { Place } from '../../errors/index.ts';
import { judge, type Answer, type Expectation, type Knowledge, type Observation } from '../../flow/index.ts';
import { formatFailure } from './failure.ts';
import { formatFindings } from './findings.ts';
import type { Cause, FailedFlow } from './flow-failure.ts';

const knowledge: Knowledge = {
  namespace: 'shop',
  podNamed: () => undefined,
  addressesOf: () => undefined,
  nodeOf: () => undefined,
};
const yaml = ['spec:', '  type: NodePort', '  externalTrafficPolicy: Local   # keeps the address'];
const lineOf = (place: Place): string | undefined => yaml[place.line - 1];
const policy: Place = { file: 'shop/web.yaml', line: 3, column: 26 };
const timeout: Answer = {
  result: 'timeout',
  backends: [],
  trace: [
    { rule: 'client', decision: '172.30.0.9 -> 172.30.0.4:30080 arrives at node control-plane' },
    { rule: 'drop', decision: 'dropped: something exists, but nothing here', from: policy },
  ],
};
const local: Cause = {
  text: 'No endpoint of service shop/web runs on control-plane, and shop/web takes outside traffic only on nodes that have one (externalTrafficPolicy: Local).',
  place: policy,
  hint: 'externalTrafficPolicy: Cluster, or a replica on every node',
};
const reaches: Expectation = { result: 'reached', backends: [{ kind: 'pods', name: 'web-*' }] };
const seen = (outcome: Observation['result']): Observation => ({
  result: outcome,
  backends: [],
  trace: [],
  attempts: 1,
  outcomes: { [outcome]: 1 },
  tallies: [],
  milliseconds: 3,
});

function failed(
  to: string,
  causes: readonly Cause[],
  observed?: Observation,
  predicted = timeout,
): FailedFlow {
  const witnesses = observed ? [{ backEnd: 'kind', answer: observed, predicted, knowledge }] : [];
  const flow = { from: { outside: '203.0.113.9' }, to };
  return {
    verdict: judge(flow, reaches, { answer: predicted, knowledge }, witnesses),
    causes,
    namespace: 'shop',
  };
}
const sentence = { text: 'Then the flows are:', place: { file: 'shop.feature', line: 9, column: 5 } };
const report = (flows: readonly FailedFlow[], total = flows.length): string =>
  formatFailure({ sentence, flows, total, lineOf });

describe('a sentence about flows that fails', () => {
  it('says what differs, why, where, how it was decided and what to try', () => {
    assert.equal(
      report([failed('control-plane:30080', [local])], 4),
      `Then the flows are:                                                       shop.feature:9:5

  outside -> control-plane:30080   expected reaches web-*   model timeout

  No endpoint of service shop/web runs on control-plane, and shop/web takes outside
  traffic only on nodes that have one (externalTrafficPolicy: Local).
                                                                        shop/web.yaml:3:26
  3 |   externalTrafficPolicy: Local   # keeps the address
    |                          ^^^^^

  how it was decided
    1  172.30.0.9 -> 172.30.0.4:30080 arrives at node control-plane
    2  dropped: something exists, but nothing here                         shop/web.yaml:3

  try   externalTrafficPolicy: Cluster, or a replica on every node

  1 of 4 flows is not as expected`,
    );
  });

  it('tells flows that fail for one reason together, and the reason once', () => {
    const text = report([failed('worker:30080', [local]), failed('control-plane:30080', [local])]);
    assert.equal(text.split('how it was decided').length, 2);
    assert.match(text, /outside -> worker:30080 .*\n {2}outside -> control-plane:30080 /);
    assert.match(text, /2 of 2 flows are not as expected$/);
  });

  it('gives three reasons and headlines for the rest', () => {
    const flows = [1, 2, 3, 4, 5].map((port) => failed(`worker:${port}`, []));
    assert.equal(report(flows).split('how it was decided').length, 4);
    assert.match(report(flows), /outside -> worker:5 /);
  });

  it('names the second likeliest reason in a line', () => {
    const other = { text: 'pod web-1 is not ready', place: { file: 'a.yaml', line: 1, column: 1 } };
    assert.match(
      report([failed('worker:1', [local, other])]),
      /\n {2}or: pod web-1 is not ready \(a.yaml:1:1\)\n/,
    );
  });

  it('says it when the cluster is what differs, and shows both ways', () => {
    const reached: Answer = {
      ...timeout,
      result: 'reached',
      backends: [{ pod: 'shop/web-1', ip: '10.244.1.5', port: 80, probability: 1 }],
    };
    const observed = {
      ...seen('timeout'),
      trace: [{ rule: 'client' as const, decision: 'ETIMEDOUT after 2 s' }],
    };
    const text = formatFailure({
      sentence,
      flows: [failed('worker:30080', [], observed, reached)],
      total: 1,
      evidence: ['.reachform/evidence/shop-9'],
      lineOf,
    });
    assert.match(text, /expected reaches web-\* {3}model reaches web-1 {3}kind timeout/);
    assert.match(
      text,
      /The cluster does something else than expected and predicted: look at the cluster, or at\n {2}its timing\./,
    );
    assert.match(text, /kind: predicted reaches web-1, observed timeout/);
    assert.match(text, /how the model decided[\s\S]*how kind decided\n {4}1 {2}ETIMEDOUT after 2 s/);
    assert.match(text, /evidence {3}\.reachform\/evidence\/shop-9$/);
  });

  it('says it when the model is wrong, or nobody can tell', () => {
    const wrong: FailedFlow = failed('worker:1', [], {
      ...seen('reached'),
      backends: [{ pod: 'shop/web-1', ip: '10.244.1.5', port: 80, probability: 1 }],
    });
    assert.match(report([wrong]), /a bug of Reachform\.\s+Please report it\./);
    const unknown = failed('worker:1', [], { ...seen('unknown'), reason: 'the prober died' });
    assert.match(report([unknown]), /This can not be told, so it does not pass\./);
    assert.match(report([unknown]), /kind: the cluster can't tell: the prober died/);
  });

  it('stays within its width', () => {
    for (const line of report([failed('control-plane:30080', [local])]).split('\n')) {
      assert.ok(line.length <= 94, line);
    }
  });
});

describe('a sentence about objects or names that fails', () => {
  it('says what is not so and what there is instead', () => {
    assert.equal(
      formatFindings({
        sentence,
        findings: [{ backEnd: 'model', text: 'pod web-3 is no endpoint' }],
        found: ['pod     port', 'web-1   80'],
        causes: [],
        lineOf,
      }),
      `Then the flows are:                                                       shop.feature:9:5

  pod web-3 is no endpoint

  found
    pod     port
    web-1   80`,
    );
  });

  it('names the back end where there are several', () => {
    const text = formatFindings({
      sentence,
      findings: [
        { backEnd: 'model', text: 'a' },
        { backEnd: 'kind', text: 'b' },
      ],
      lineOf,
    });
    assert.match(text, /model: a\n {2}kind: b/);
  });
});
