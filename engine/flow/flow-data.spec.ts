import type { Answer, Backend } from './answer.ts';
import type { Knowledge } from './backend-pattern.ts';
import type { Observation } from './observation.ts';

/** Test data: a backend whose name ends in its number, on node `worker` unless said otherwise. */
export function backend(number: number, more: Partial<Backend> = {}): Backend {
  return {
    pod: `shop/web-${number}`,
    ip: `10.244.1.${number}`,
    port: 9376,
    node: 'worker',
    probability: 1,
    ...more,
  };
}

/** Test data: an answer that shares connections evenly. */
export function answer(
  result: Answer['result'],
  backends: readonly Backend[] = [],
  more: Partial<Answer> = {},
): Answer {
  return {
    result,
    backends: backends.map((one) => ({ ...one, probability: 1 / backends.length })),
    trace: [],
    ...more,
  };
}

/** Test data: what a cluster said of so many connections. */
export function observation(
  outcomes: Observation['outcomes'],
  backends: readonly Backend[] = [],
  more: Partial<Observation> = {},
): Observation {
  const attempts = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const [result = 'unknown'] = Object.keys(outcomes) as Answer['result'][];
  return { result, backends, trace: [], attempts, outcomes, tallies: [], milliseconds: 1, ...more };
}

/** Test data: a cluster whose Service `shop/web` has the addresses 10.244.1.1 to 10.244.1.3. */
export const knowledge: Knowledge = {
  namespace: 'shop',
  podNamed: (name) => (name === 'shop/web' ? 'shop/web-1' : undefined),
  addressesOf: (service) =>
    service === 'shop/web' ? new Set(['10.244.1.1', '10.244.1.2', '10.244.1.3']) : undefined,
  nodeOf: (address) =>
    ({ '172.30.0.3': 'worker', '172.30.0.4': 'worker2', '10.244.1.254': 'worker' })[address],
};
