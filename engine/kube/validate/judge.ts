import type { FieldPath } from '../manifest.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Reasons } from './names.ts';

type More = Pick<Fault, 'hint' | 'expected' | 'at'>;

/** Collects faults in the API server's own words, so that model and cluster can be compared. */
export class Judge {
  readonly faults: Fault[] = [];

  invalid(path: FieldPath, value: unknown, why: string, more: More = {}): void {
    this.#say(path, `Invalid value: ${JSON.stringify(value)}: ${why}`, more);
  }

  required(path: FieldPath, why = '', more: More = {}): void {
    this.#say(path, why === '' ? 'Required value' : `Required value: ${why}`, more);
  }

  forbidden(path: FieldPath, why: string, more: More = {}): void {
    this.#say(path, `Forbidden: ${why}`, more);
  }

  duplicate(path: FieldPath, value: unknown, more: More = {}): void {
    this.#say(path, `Duplicate value: ${JSON.stringify(value)}`, more);
  }

  /** Says so if the value is none of those that the field may have. */
  oneOf(path: FieldPath, value: string | undefined, allowed: readonly string[]): void {
    if (value === undefined || value === '' || allowed.includes(value)) return;
    const supported = allowed.map((one) => JSON.stringify(one)).join(', ');
    this.#say(path, `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`, {});
  }

  /** Says each reason why a text is no name of its sort. */
  named(path: FieldPath, text: string, reasons: Reasons, more: More = {}): void {
    for (const { why, example } of reasons) {
      this.invalid(path, text, why, {
        ...more,
        ...(example !== undefined && { expected: `such as ${example}` }),
      });
    }
  }

  port(path: FieldPath, port: number | undefined): void {
    if (port === undefined) this.required(path);
    else if (port < 1 || port > 65535) this.invalid(path, port, 'must be between 1 and 65535, inclusive');
  }

  notNegative(path: FieldPath, value: number): void {
    if (value < 0) this.invalid(path, value, 'must be greater than or equal to 0');
  }

  #say(path: FieldPath, what: string, more: More): void {
    this.faults.push({ path, what, ...more });
  }
}
