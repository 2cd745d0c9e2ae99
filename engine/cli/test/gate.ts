import type { IFilterablePickle, Plugin } from '@cucumber/cucumber/api';

/** Is given the scenarios that are to run, before the first one does. What it throws ends the run. */
type Gate = (scenarios: readonly IFilterablePickle[]) => Promise<void>;

let gate: Gate | undefined;

/** Sets what the next run asks before it starts. */
export function setGate(next: Gate): void {
  gate = next;
}

/**
 * Cucumber loads its plugins by their path; this one is asked when all features are parsed, selected
 * and ordered. So nothing is read twice to find mistakes before anything runs.
 */
const plugin: Plugin = {
  type: 'plugin',
  coordinator: ({ transform }) => {
    transform('pickles:order', async (scenarios) => {
      await gate?.(scenarios);
      return scenarios;
    });
  },
};

export default plugin;
