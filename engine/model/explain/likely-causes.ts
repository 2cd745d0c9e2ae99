import type { Answer, Flow } from '../../flow/index.ts';
import type { Manifest, Service } from '../../kube/index.ts';
import { viewOf } from '../path/view.ts';
import type { State } from '../state.ts';
import type { Cause } from './cause.ts';
import { lastStep } from './last-step.ts';
import { listenerCauses } from './listener-causes.ts';
import { nameCauses } from './name-causes.ts';
import { deadAddressCauses, nodePortCauses } from './node-causes.ts';
import { addressCauses, faultCauses, policyCauses } from './policy-causes.ts';
import { headlessCauses, servicePortCauses, sliceNameCauses, targetPortCauses } from './port-causes.ts';
import { readinessCauses } from './readiness-causes.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import { rulesOf, subjectOf, type Subject } from './subject.ts';

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
  const rules = rulesOf(subject, service);
  const isRejected = answer.trace.some(({ rule }) => rule === 'reject' || rule === 'routing');
  return [
    ...servicePortCauses(subject, service),
    ...addressCauses(subject, service),
    ...policyCauses(subject, service, answer),
    ...headlessCauses(subject, service),
    ...(rules && isRejected ? nothingUsable(subject, rules) : []),
  ];
}

function nothingUsable(subject: Subject, rules: ServicePortRules): Cause[] {
  const first = [...sliceNameCauses(subject, rules), ...targetPortCauses(subject, rules)];
  return first.length > 0 ? first : readinessCauses(subject, rules.service);
}

function unique(causes: readonly Cause[]): Cause[] {
  return [...new Map(causes.map((cause) => [cause.text, cause])).values()];
}
