import { closest, UserError, type Problem } from '../errors/index.ts';

/** What a run says of its back ends: options of the command line, or world parameters. */
export interface BackEndOptions {
  /** `model`, `kind`, `context:NAME`, `recorded:DIR`; several with commas or as a list. */
  readonly on?: string | readonly string[];
  /** Leave objects in the cluster. */
  readonly keep?: boolean;
  readonly nodeImage?: string;
  /** The Node.js image that stands in for applications. */
  readonly image?: string;
  /** A load balancer to install in a cluster that has none. */
  readonly loadbalancerManifest?: string;
  /** A kind config: the cluster of scenarios that say nothing of theirs. */
  readonly cluster?: string;
  /** Make clusters anew even if warm ones would do. */
  readonly fresh?: boolean;
  /** A folder in which what clusters hold, are asked and say is written down. */
  readonly record?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A back end by its name: what comes before the colon, and what comes behind it. */
export interface BackEndName {
  readonly word: 'model' | 'kind' | 'context' | 'recorded';
  readonly argument: string;
}

const plain: readonly string[] = ['model', 'kind'];
const prefixed: Readonly<Record<string, string>> = { context: 'NAME', recorded: 'DIR' };
const known = 'model, kind, context:NAME, recorded:DIR, several with commas between them';

/**
 * Reads `model,kind`, or a list of names; each back end once.
 *
 * @throws UserError with every name that is none
 */
export function parseBackEndNames(on: string | readonly string[]): readonly BackEndName[] {
  const names = (typeof on === 'string' ? on.split(',') : on).map((name) => name.trim());
  const problems = names.flatMap((name) => problemOf(name) ?? []);
  if (problems.length > 0) throw new UserError(problems);
  return [...new Set(names)].map(split);
}

/** The way it was written. */
export function formatBackEndName({ word, argument }: BackEndName): string {
  return argument === '' ? word : `${word}:${argument}`;
}

function split(name: string): BackEndName {
  const [word = '', ...rest] = name.split(':');
  return { word: word as BackEndName['word'], argument: rest.join(':') };
}

function problemOf(name: string): Problem | undefined {
  const { word, argument } = split(name);
  const placeholder = prefixed[word];
  if (plain.includes(name) || (placeholder !== undefined && argument !== '')) return undefined;
  if (placeholder !== undefined) {
    return { what: `--on ${name} does not say which`, expected: `${word}:${placeholder}` };
  }
  const meant = closest(word, [...plain, ...Object.keys(prefixed)]);
  return {
    what: `there is no back end "${name}" (option --on)`,
    expected: known,
    ...(meant !== undefined && { hint: `--on ${meant}` }),
  };
}
