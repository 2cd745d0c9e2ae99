import { closest, type Problem } from '../../errors/index.ts';

const known = [
  'name',
  'port',
  'target-port',
  'protocol',
  'type',
  'selector',
  'labels',
  'cluster-ip',
  'external-ip',
  'load-balancer-ip',
  'session-affinity',
] as const;
type Option = (typeof known)[number];

/** Options of `kubectl expose` that somebody gave; names without the leading dashes. */
export type ExposeOptions = Readonly<Partial<Record<Option, string>>>;

/** Reads a table of two columns, option and value; with and without dashes. */
export function readExposeOptions(
  rows: readonly (readonly string[])[],
): { readonly options: ExposeOptions } | { readonly problems: readonly Problem[] } {
  const given = rows.map(
    ([name = '', value = '']) => [name.trim().replace(/^--/, ''), value.trim()] as const,
  );
  const problems = given
    .filter(([name]) => !(known as readonly string[]).includes(name))
    .map(([name]): Problem => ({
      what: `kubectl expose has no option "${name}" that this sentence takes`,
      expected: known.join(', '),
      hint: closest(name, known),
    }));
  return problems.length > 0 ? { problems } : { options: Object.fromEntries(given) };
}
