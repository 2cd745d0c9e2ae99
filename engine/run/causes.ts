import type { Verdict } from '../flow/index.ts';
import type { Cause } from '../report/index.ts';
import type { View } from './view.ts';

export function likelyCausesOf(_model: View, _verdict: Verdict): readonly Cause[] {
  return [];
}
