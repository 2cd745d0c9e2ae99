import assert from 'node:assert/strict';
import { formatProblem } from '../errors/index.ts';
import { UndefinedSteps, type StepMessages } from './undefined-steps.ts';

const messages: readonly StepMessages[] = [
  { stepDefinition: { id: 'd1', pattern: { source: 'from {client}, {destination} reaches {backends}' } } },
  { stepDefinition: { id: 'd2', pattern: { source: 'from {client}, {destination} is refused' } } },
  { stepDefinition: { id: 'd3', pattern: { source: 'the manifests in {string}' } } },
  {
    gherkinDocument: {
      uri: 'shop.feature',
      feature: {
        children: [
          {
            scenario: {
              steps: [
                { id: 'a1', keyword: 'Given ', location: { line: 3, column: 5 } },
                { id: 'a2', keyword: 'Then ', location: { line: 4, column: 5 } },
              ],
            },
          },
        ],
      },
    },
  },
  {
    pickle: {
      id: 'p',
      uri: 'shop.feature',
      steps: [
        { id: 's1', text: 'the manifests in "shop"', astNodeIds: ['a1'] },
        { id: 's2', text: 'from pod "client", "web:80" is refusd', astNodeIds: ['a2'] },
      ],
    },
  },
  {
    testCase: {
      pickleId: 'p',
      testSteps: [
        {},
        { pickleStepId: 's1', stepDefinitionIds: ['d3'] },
        { pickleStepId: 's2', stepDefinitionIds: [] },
      ],
    },
  },
];

describe('steps that nobody defined', () => {
  it('are told with their place and the nearest sentences', () => {
    const undefinedSteps = new UndefinedSteps();
    for (const message of messages) undefinedSteps.see(message);
    assert.deepEqual(
      undefinedSteps.problems().map((problem) => formatProblem(problem)),
      [
        [
          'error: no step matches this sentence    shop.feature:4:5',
          '  found      Then from pod "client", "web:80" is refusd',
          '  expected   Then from {client}, {destination} is refused',
          '  try        all steps: docs/steps.md',
        ].join('\n'),
      ],
    );
  });

  it('are told once, however many examples use them', () => {
    const undefinedSteps = new UndefinedSteps();
    for (const message of [...messages, messages.at(-1) ?? {}]) undefinedSteps.see(message);
    assert.equal(undefinedSteps.problems().length, 1);
  });
});
