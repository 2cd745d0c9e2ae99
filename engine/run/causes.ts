import type { Verdict } from '../flow/index.ts';
import { likelyCauses } from '../model/index.ts';
import type { Cause } from '../report/index.ts';
import { translateFlow } from './names/translate.ts';
import type { View } from './view.ts';

/** Why the model answers as it does, where that is not what was expected. */
export function likelyCausesOf(model: View, verdict: Verdict): readonly Cause[] {
  if (verdict.expected.differences.length === 0) return [];
  return likelyCauses(model.state, translateFlow(verdict.flow, model), verdict.predicted);
}
