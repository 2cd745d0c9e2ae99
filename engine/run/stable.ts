import { outcomesOf, type Answer, type Observation } from '../flow/index.ts';

/** Says yes once the results of all flows were the same so many times in a row. */
export function stableFor(times: number): (answers: readonly (Answer | Observation)[]) => boolean {
  let last = '';
  let seen = 0;
  return (answers) => {
    const now = answers
      .map((answer) =>
        outcomesOf(answer)
          .map((one) => one.result)
          .sort()
          .join('+'),
      )
      .join(' ');
    seen = now === last ? seen + 1 : 1;
    last = now;
    return seen >= times;
  };
}
