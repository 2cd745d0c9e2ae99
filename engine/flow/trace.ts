import type { Place } from '../errors/index.ts';
import type { Rule } from './rule.ts';

/** An endpoint of a Service as one flow meets it: taken into the choice or left out, and why. */
export interface EndpointNote {
  /** `10.244.1.5:8080`; left out for a pod that no proxy knows as an endpoint of this port. */
  readonly address?: string;
  /** `namespace/name` */
  readonly pod?: string;
  readonly node?: string;
  readonly used: boolean;
  readonly why: string;
  /** What it was read from. */
  readonly from?: Place | undefined;
}

/**
 * One decision on a flow's way. Made while deciding and cheap to make: the words and the place are
 * worked out only when somebody asks.
 */
export interface Step {
  readonly rule: Rule;
  /** What was decided, in words. */
  readonly decision: string;
  /** The manifest field that led to it. */
  readonly from?: Place | undefined;
  /** Where endpoints were sorted out: each of them. */
  readonly endpoints?: readonly EndpointNote[] | undefined;
}

/** A step whose words wait until they are read. */
export class LazyStep implements Step {
  readonly rule: Rule;
  readonly #say: () => string;
  readonly #where: (() => Place | undefined) | undefined;
  readonly #note: (() => readonly EndpointNote[]) | undefined;

  constructor(
    rule: Rule,
    say: () => string,
    where?: () => Place | undefined,
    note?: () => readonly EndpointNote[],
  ) {
    this.rule = rule;
    this.#say = say;
    this.#where = where;
    this.#note = note;
  }

  get decision(): string {
    return this.#say();
  }

  get from(): Place | undefined {
    return this.#where?.();
  }

  get endpoints(): readonly EndpointNote[] | undefined {
    return this.#note?.();
  }

  toJSON(): object {
    const place = this.from;
    return {
      rule: this.rule,
      decision: this.decision,
      ...(place && { from: { file: place.file, line: place.line } }),
    };
  }
}
