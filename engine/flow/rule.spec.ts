import assert from 'node:assert/strict';
import { ruleEvidence, rules } from './rule.ts';

describe('the rules of a trace', () => {
  it('each cite upstream evidence: a KEP, an API field, a test or a specification, and no link', () => {
    for (const rule of rules) {
      const evidence = ruleEvidence[rule];
      assert.match(evidence, /KEP-\d+|\b(service|pod|node)\.spec\.\w+|\bTest[A-Z]\w+|\be2e "/, rule);
      assert.doesNotMatch(evidence, /https?:|\.go\b/, rule);
    }
  });
});
