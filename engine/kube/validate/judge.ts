import type { ApiReason } from '../../errors/index.ts';
import { formatPath, type FieldPath } from '../manifest.ts';
import type { Fault } from '../structure/check-structure.ts';
import { messageOf, type Reasons } from './reasons.ts';

type More = Pick<Fault, 'hint' | 'expected' | 'at' | 'message'>;

/** Collects faults in the API server's own words, so that model and cluster can be compared. */
export class Judge {
  readonly faults: Fault[] = [];

  invalid(path: FieldPath, value: unknown, why: string, more: More = {}): void {
    this.#say('Invalid', path, `Invalid value: ${inWords(value)}${why && `: ${why}`}`, more);
  }

  required(path: FieldPath, why = '', more: More = {}): void {
    this.#say('Required', path, why === '' ? 'Required value' : `Required value: ${why}`, more);
  }

  forbidden(path: FieldPath, why: string, more: More = {}): void {
    this.#say('Forbidden', path, `Forbidden: ${why}`, more);
  }

  duplicate(path: FieldPath, value: unknown, more: More = {}, why = ''): void {
    this.#say('Duplicate', path, `Duplicate value: ${inWords(value)}${why && `: ${why}`}`, more);
  }

  tooMany(path: FieldPath, count: number, most: number): void {
    this.#say('TooMany', path, `Too many: ${count}: must have at most ${most} items`, {});
  }

  tooLong(path: FieldPath, mostBytes: number): void {
    this.#say('TooLong', path, `Too long: may not be more than ${mostBytes} bytes`, {});
  }

  /** A field of another release: what reads the object does not know it. */
  unknownField(path: FieldPath, more: More = {}): void {
    const message = `strict decoding error: unknown field "${formatPath(path)}"`;
    this.#say('BadRequest', path, 'unknown field', { ...more, message });
  }

  /** Says so if the value is none of those that the field may have. */
  oneOf(path: FieldPath, value: string | undefined, allowed: readonly string[], more: More = {}): void {
    if (value === undefined || value === '' || allowed.includes(value)) return;
    this.notSupported(path, value, allowed, more);
  }

  notSupported(path: FieldPath, value: unknown, allowed: readonly string[], more: More = {}): void {
    const supported = allowed.map((one) => JSON.stringify(one)).join(', ');
    this.#say(
      'NotSupported',
      path,
      `Unsupported value: ${inWords(value)}: supported values: ${supported}`,
      more,
    );
  }

  /** Says each reason why a text is no name of its sort. */
  named(path: FieldPath, text: string, reasons: Reasons, more: More = {}): void {
    for (const reason of reasons) {
      const { why, examples } = reason;
      this.invalid(path, text, why, {
        ...more,
        ...(examples && {
          message: `Invalid value: ${inWords(text)}: ${messageOf(reason)}`,
          expected: `such as ${inALine(examples)}`,
        }),
      });
    }
  }

  /** Says all reasons in one sentence, where the API server does. */
  namedAtOnce(path: FieldPath, text: string, reasons: Reasons, more: More = {}): void {
    if (reasons.length === 0) return;
    const message = `Invalid value: ${inWords(text)}: ${reasons.map(messageOf).join(';')}`;
    this.invalid(path, text, reasons.map(({ why }) => why).join(';'), { ...more, message });
  }

  /** A port that was left out is 0 to the API server. */
  port(path: FieldPath, port = 0, more: More = {}): void {
    if (port < 1 || port > 65535) this.invalid(path, port, 'must be between 1 and 65535, inclusive', more);
  }

  notNegative(path: FieldPath, value: number | undefined): void {
    if (value !== undefined && value < 0) this.invalid(path, value, 'must be greater than or equal to 0');
  }

  #say(reason: ApiReason, path: FieldPath, what: string, more: More): void {
    this.faults.push({ reason, path, what, ...more });
  }
}

/** What a pointer to nothing and a list of nothing are to the API server. */
function inWords(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

function inALine(examples: readonly string[]): string {
  return examples.length < 2
    ? (examples[0] ?? '')
    : `${examples.slice(0, -1).join(', ')} or ${examples.at(-1)!}`;
}
