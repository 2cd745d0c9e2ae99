import type { Answer, Backend, SourceSeen } from './answer.ts';
import type { Knowledge } from './backend-pattern.ts';
import { differs, same, type Comparison } from './comparison.ts';
import type { ExpectedSource } from './expectation.ts';
import { nameOf } from './outcome.ts';

/** What a backend sees of the client: its own word before the answer's. */
export function sourceOf(answer: Answer, backend: Backend): SourceSeen | undefined {
  return backend.source ?? answer.source;
}

/** Whether every backend that is reached sees the client as it should. */
export function checkSource(
  expected: ExpectedSource | undefined,
  answer: Answer,
  knowledge: Knowledge,
): Comparison {
  if (!expected) return same;
  if (answer.result !== 'reached' && answer.result !== 'http') return same;
  const reached = answer.backends.filter(
    (backend) => backend.probability > 0 && (backend.result ?? 'reached') === 'reached',
  );
  if (reached.length === 0) {
    const difference = sourceDifference(expected, answer.source, knowledge);
    return difference === undefined ? same : differs(`the backend ${difference}`);
  }
  const byText = new Map<string, string[]>();
  for (const backend of reached) {
    const difference = sourceDifference(expected, sourceOf(answer, backend), knowledge);
    if (difference === undefined) continue;
    byText.set(difference, [...(byText.get(difference) ?? []), nameOf(backend, knowledge.namespace)]);
  }
  const texts = [...byText].map(([difference, names]) =>
    names.length === reached.length ? `the backend ${difference}` : `${names.join(', ')} ${difference}`,
  );
  return texts.length > 0 ? differs(...texts) : same;
}

/** What is wrong with the address that a backend sees, as the rest of a sentence; nothing if all is well. */
export function sourceDifference(
  expected: ExpectedSource,
  seen: SourceSeen | undefined,
  knowledge: Knowledge,
): string | undefined {
  if (!seen) return `does not tell which address it sees, expected ${wanted(expected)}`;
  return meets(expected, seen, knowledge)
    ? undefined
    : `sees ${describe(seen, knowledge)}, expected ${wanted(expected)}`;
}

function meets(expected: ExpectedSource, seen: SourceSeen, knowledge: Knowledge): boolean {
  if (expected.kind === 'address') return seen.address === expected.address;
  if (expected.kind === 'node') return nodeSeen(seen, knowledge) === expected.node;
  return seen.kept === (expected.kind === 'kept');
}

/** The node whose address is seen, whoever said so. */
export function nodeSeen(seen: SourceSeen, knowledge: Knowledge): string | undefined {
  return seen.node ?? (seen.address === undefined ? undefined : knowledge.nodeOf(seen.address));
}

function describe(seen: SourceSeen, knowledge: Knowledge): string {
  if (seen.kept) return `the client's address${seen.address === undefined ? '' : ` ${seen.address}`}`;
  const node = nodeSeen(seen, knowledge);
  if (node !== undefined) {
    return `an address of node ${node}${seen.address === undefined ? '' : `, ${seen.address}`}`;
  }
  return seen.address ?? 'another address than the client has';
}

function wanted(expected: ExpectedSource): string {
  if (expected.kind === 'kept') return "the client's address";
  if (expected.kind === 'hidden') return 'another';
  return expected.kind === 'node' ? `an address of node ${expected.node}` : expected.address;
}
