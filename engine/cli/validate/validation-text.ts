import { formatProblem } from '../../errors/index.ts';
import type { Validation } from '../../run/input/index.ts';

/** The problems as all commands tell them, and how many there are. */
export function validationText({ kubernetes, objects, problems }: Validation): string {
  const judged = objects === 1 ? '1 object' : `${objects} objects`;
  if (problems.length === 0) {
    const isFine = objects === 1 ? 'is fine' : 'are fine';
    return `${judged} ${isFine}: an API server of Kubernetes ${kubernetes} would take ${objects === 1 ? 'it' : 'them'}\n`;
  }
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const told = problems.map((problem) => formatProblem(problem)).join('\n\n');
  return `${told}\n\n${count} in ${judged}, for Kubernetes ${kubernetes}\n`;
}
