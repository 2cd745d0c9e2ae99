import type { Place, Problem } from '../../errors/index.ts';
import { formatPath, type FieldPath } from '../manifest.ts';
import type { Fields } from '../parse/fields.ts';
import { typeOfConfig } from '../structure/api-types.ts';
import { checkStructure, type Fault } from '../structure/check-structure.ts';

/** A configuration file, or a document inside of one: its values, where they were written, what is wrong. */
export class ConfigFile<T> {
  readonly value: T;
  readonly fields: Fields;
  readonly #kind: string;
  readonly #problems: Problem[];

  constructor(kind: string, value: T, fields: Fields, problems: Problem[]) {
    this.value = value;
    this.fields = fields;
    this.#kind = kind;
    this.#problems = problems;
  }

  /** True if every field has the right shape; else the problems are said. */
  hasRightShape(): boolean {
    const type = typeOfConfig(this.#kind);
    // A null stays where it is: in a patch it takes a field away.
    const faults = type ? checkStructure(structuredClone(this.value), type) : [];
    for (const fault of faults) this.say(fault);
    return faults.length === 0;
  }

  say(fault: Fault): void {
    this.#problems.push(this.problem(fault));
  }

  problem({ path, what, atKey = false, expected, hint }: Fault): Problem {
    return {
      what: `${this.pathOf(path)}: ${what}`,
      where: atKey ? this.fields.keyPlaceOf(path) : this.fields.placeOf(path),
      found: this.fields.lineOf(path),
      expected,
      hint,
    };
  }

  /** `Cluster, nodes[0].role` */
  pathOf(path: FieldPath): string {
    return `${this.#kind}, ${formatPath(path)}`;
  }

  /** Where a field stands that is written here; nothing for one that is left out. */
  writtenAt(path: FieldPath): { readonly where: Place; readonly found?: string } | undefined {
    let value: unknown = this.value;
    for (const step of path) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
    if (value === undefined || value === null || value === '') return undefined;
    const found = this.fields.lineOf(path);
    return { where: this.fields.placeOf(path), ...(found !== undefined && { found }) };
  }

  /** Says that a value is none of those that the field may have. */
  checkOneOf(path: FieldPath, value: string | undefined, allowed: readonly string[]): boolean {
    if (value === undefined || allowed.includes(value)) return true;
    this.say({ path, what: `unknown value "${value}"`, expected: `one of ${allowed.join(', ')}` });
    return false;
  }
}
