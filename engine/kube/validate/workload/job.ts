import { matchesSelector } from '../../selector.ts';
import type { Job } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { inOrder, validateSelector } from '../labels.ts';
import { labelValueFaults } from '../names.ts';
import { validateIndexes } from './job-indexes.ts';
import { mismatch, printed } from './selector.ts';

/** Labels that a Job gives its pods: its name. */
const nameLabels = ['batch.kubernetes.io/job-name', 'job-name'];

/** Which pods are a Job's, how many it makes and when they count as failed (`ValidateJob`). */
export function validateJob(judge: Judge, job: Job, isNew: boolean): void {
  const { spec } = job;
  if (spec.selector) validateSelector(judge, spec.selector, ['spec', 'selector']);
  if (spec.manualSelector) manualSelector(judge, spec);
  // What an API server stored it has given selector and labels itself.
  else if (isNew) generatedSelector(judge, job);
  validateIndexes(judge, job, isNew);
  const policy = spec.podReplacementPolicy;
  const allowed = spec.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  judge.oneOf(['spec', 'podReplacementPolicy'], policy, allowed);
}

function manualSelector(judge: Judge, { selector, template }: Job['spec']): void {
  const labels = template.metadata?.labels;
  if (!selector) judge.required(['spec', 'selector']);
  if (selector && matchesSelector(selector, labels)) return;
  mismatch(judge, selector?.matchLabels ?? {}, labels);
}

/** The API server makes a selector and labels of its own, and refuses others (`validateGeneratedSelector`). */
function generatedSelector(judge: Judge, { metadata: { name }, spec: { selector, template } }: Job): void {
  const labels = template.metadata?.labels ?? {};
  for (const key of nameLabels) {
    const given = labels[key];
    if (given === undefined) {
      judge.named(['spec', 'template', 'labels'], name, labelValueFaults(name), { at: ['metadata', 'name'] });
    } else if (given !== name) {
      const path = ['spec', 'template', 'metadata', 'labels'];
      judge.invalid([...path, key], inOrder(labels), `must be '${name}'`);
    }
  }
  const own = Object.fromEntries(nameLabels.map((key) => [key, name]));
  if (!selector || matchesSelector(selector, own)) return;
  judge.invalid(['spec', 'selector'], printed(selector), '`selector` not auto-generated', {
    hint: 'leave it out, or set manualSelector: true',
  });
}
