import type { FieldPath } from '../../manifest.ts';
import type { Handler } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { headerFaults, portNameFaults } from '../names.ts';

type Check<K extends keyof Handler> = (
  judge: Judge,
  handler: NonNullable<Handler[K]>,
  path: FieldPath,
  grace: number | undefined,
) => void;

/** In the order in which the API server finds them. */
const checks: { readonly [K in keyof Required<Handler>]: Check<K> } = {
  exec: (judge, { command }, path) => {
    if (!command?.length) judge.required([...path, 'command']);
  },
  httpGet: (judge, { port, scheme, httpHeaders }, path) => {
    validatePort(judge, port, [...path, 'port']);
    judge.oneOf([...path, 'scheme'], scheme, ['HTTP', 'HTTPS']);
    for (const { name } of httpHeaders ?? []) judge.named([...path, 'httpHeaders'], name, headerFaults(name));
  },
  tcpSocket: (judge, { port }, path) => validatePort(judge, port, [...path, 'port']),
  grpc: (judge, { port }, path) => validatePort(judge, port, [...path, 'port']),
  sleep: (judge, { seconds }, path, grace) => {
    if (grace === undefined || (seconds >= 0 && seconds <= grace)) return;
    const why = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
    judge.invalid(path, seconds, why);
  },
};
const kinds = Object.keys(checks) as readonly (keyof Handler)[];

/** One way to ask or to act, not more (`validateHandler`). */
export function validateHandler(
  judge: Judge,
  handler: Handler,
  grace: number | undefined,
  path: FieldPath,
): void {
  const [first, ...others] = kinds.filter((kind) => handler[kind]);
  if (first === undefined) {
    judge.required(path, 'must specify a handler type');
    return;
  }
  const check = checks[first] as Check<keyof Handler>;
  check(judge, handler[first]!, [...path, first], grace);
  for (const other of others) judge.forbidden([...path, other], 'may not specify more than 1 handler type');
}

/** A port that was left out is 0. */
function validatePort(judge: Judge, port: number | string | undefined, path: FieldPath): void {
  if (typeof port !== 'string') judge.port(path, port);
  else judge.named(path, port, portNameFaults(port));
}
