/** The vocabulary: load it with `--import reachform/steps`, and every sentence of docs/steps.md is known. */
import './parameter-types.ts';
import './hooks.ts';
import './parallel.ts';
import './cluster-steps.ts';
import './manifest-steps.ts';
import './change-steps.ts';
import './flow-steps.ts';
import './service-steps.ts';
import './name-steps.ts';
import './spread-steps.ts';
import './held-steps.ts';

export { verdictsMediaType, type VerdictsDocument } from './attach-verdicts.ts';
export { allSentences, type SentencePage } from './sentence-book.ts';
