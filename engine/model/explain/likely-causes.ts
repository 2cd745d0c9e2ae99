import type { Answer, Flow } from '../../flow/index.ts';
import type { Manifest, Service } from '../../kube/index.ts';
import { viewOf } from '../path/view.ts';
import type { State } from '../state.ts';
import type { Cause } from './cause.ts';
import { listenerCauses } from './listener-causes.ts';
import { nameCauses } from './name-causes.ts';
import { deadAddressCauses, nodePortCauses } from './node-causes.ts';
import { addressCauses, faultCauses, policyCauses } from './policy-causes.ts';
import { headlessCauses, servicePortCauses, sliceNameCauses, targetPortCauses } from './port-causes.ts';
import { readinessCauses } from './readiness-causes.ts';
import { subjectOf, type Subject } from './subject.ts';

/**
 * What most likely keeps a flow from arriving, the likeliest first: a selector that picks nothing, a port that
 * nobody has, a policy. Nothing for a flow that arrives everywhere. Throws a UserError like `resolve`.
 */
export function likelyCauses(state: State, flow: Flow, answer: Answer): Cause[] {
  const arrives = answer.result === 'reached' && answer.backends.every(({ result }) => result === undefined);
  if (arrives) return [];
  const subject = subjectOf(viewOf(state), flow);
  if (!subject) return [];
  const { service } = subject;
  const causes = unique([
    ...faultCauses(subject),
    ...nameCauses(subject, answer),
    ...(service ? serviceCauses(subject, service, answer) : []),
    ...nodePortCauses(subject, answer),
    ...deadAddressCauses(subject, answer),
    ...listenerCauses(subject, answer),
  ]);
  return causes.length > 0 ? causes : lastStep(answer);
}

function serviceCauses(subject: Subject, service: Manifest<Service>, answer: Answer): Cause[] {
  const { match } = subject;
  const rejected =
    answer.trace.some(({ rule }) => rule === 'reject' || rule === 'routing') &&
    match?.rules.service === service;
  return [
    ...servicePortCauses(subject, service),
    ...addressCauses(subject, service),
    ...policyCauses(subject, service, answer),
    ...headlessCauses(subject, service),
    ...(rejected ? nothingUsable(subject, service) : []),
  ];
}

function nothingUsable(subject: Subject, service: Manifest<Service>): Cause[] {
  const first = [...sliceNameCauses(subject, service), ...targetPortCauses(subject, service)];
  return first.length > 0 ? first : readinessCauses(subject, service);
}

function unique(causes: readonly Cause[]): Cause[] {
  return [...new Map(causes.map((cause) => [cause.text, cause])).values()];
}

/** Nothing better is known than the decision that ended the way. */
function lastStep({ trace }: Answer): Cause[] {
  const step = trace.findLast(({ rule }) => rule !== 'source-address');
  return step ? [{ text: step.decision, place: step.from }] : [];
}
