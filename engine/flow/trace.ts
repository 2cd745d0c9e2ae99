import type { Place } from '../errors/index.ts';
import type { Rule } from './rule.ts';

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
}

/** A step whose words wait until they are read. */
export class LazyStep implements Step {
  readonly rule: Rule;
  readonly #say: () => string;
  readonly #where: (() => Place | undefined) | undefined;

  constructor(rule: Rule, say: () => string, where?: () => Place | undefined) {
    this.rule = rule;
    this.#say = say;
    this.#where = where;
  }

  get decision(): string {
    return this.#say();
  }

  get from(): Place | undefined {
    return this.#where?.();
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
