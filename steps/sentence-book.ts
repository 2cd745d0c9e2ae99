import { Given, Then, When } from '@cucumber/cucumber';
import { lasting, parseDuration, type Session } from './engine.ts';
import { attachVerdicts } from './attach-verdicts.ts';
import { sessionOf } from './session-of.ts';
import { tellable } from './tellable.ts';

export type Keyword = 'Given' | 'When' | 'Then';

/** A sentence of the vocabulary as the step page shows it. */
export interface SentencePage {
  readonly keyword: Keyword;
  readonly pattern: string;
  readonly topic: string;
  /** What it means, in a line or two. */
  readonly doc: string;
  /** How it reads in a feature; tables and docstrings on lines of their own. */
  readonly example: string;
  /** True where `within 30s, ` or `for at least 10s, ` may stand before it. */
  readonly eventual: boolean;
}

const pages: SentencePage[] = [];
const register = { Given, When, Then };

/** All sentences, in the order of their files. */
export function allSentences(): readonly SentencePage[] {
  return pages;
}

/** What a step does: its session first, then what its expression captures, then its table or text. */
type Code = (session: Session, ...args: never[]) => void | Promise<void>;
type Define = (keyword: Keyword, pattern: string, doc: string, example: string, code: Code) => void;

/** The sentences of one topic: defines each for cucumber, and keeps its page. */
export function topic(name: string): Define {
  return (keyword, pattern, doc, example, code) => {
    const eventual = keyword === 'Then';
    pages.push({ keyword, pattern, topic: name, doc, example, eventual });
    defineStep(keyword, pattern, code);
    if (!eventual) return;
    defineWithin(pattern, code);
    defineLasting(pattern, code);
  };
}

function defineStep(keyword: Keyword, pattern: string, code: Code): void {
  async function step(this: object, ...args: unknown[]): Promise<void> {
    const session = sessionOf(this);
    try {
      await code(session, ...(args as never[]));
    } catch (error) {
      throw tellable(error, session.sentence.place);
    } finally {
      attachVerdicts(this, session);
    }
  }
  register[keyword](pattern, { timeout: -1 }, withLength(step, code.length - 1));
}

/** `within 60s, ...`: the same sentence with a deadline of its own. */
function defineWithin(pattern: string, code: Code): void {
  async function within(session: Session, duration: string, ...args: never[]): Promise<void> {
    session.deadlineSeconds = parseDuration(duration);
    await code(session, ...args);
  }
  defineStep('Then', `within {duration}, ${pattern}`, withLength(within, code.length + 1));
}

/** `for at least 10s, ...`: the same sentence, which must stay so. */
function defineLasting(pattern: string, code: Code): void {
  async function lastingCode(session: Session, duration: string, ...args: never[]): Promise<void> {
    await lasting(session, parseDuration(duration), async () => code(session, ...args));
  }
  defineStep('Then', `for at least {duration}, ${pattern}`, withLength(lastingCode, code.length + 1));
}

/** Cucumber counts a function's parameters to tell a wrong step from a right one. */
function withLength<F extends object>(code: F, length: number): F {
  return Object.defineProperty(code, 'length', { value: length });
}
