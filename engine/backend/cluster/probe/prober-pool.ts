import type {
  Attempt,
  Batch,
  BatchReply,
  LookupReply,
  Order,
  Question,
  Request,
} from '../programs/protocol.ts';
import { parseBatchReply } from './parse-reply.ts';
import { ProberSession, type ProberCommand, type Silence } from './prober-session.ts';

/** Probers by the place they ask from. Each is started when it is first asked. */
export class ProberPool {
  readonly #sessions = new Map<string, ProberSession>();
  readonly #log: (entry: RawBatch) => void;
  #next = 0;

  /** `log` is told every batch as it went over the wire, for the evidence. */
  constructor(log: (entry: RawBatch) => void = () => undefined) {
    this.#log = log;
  }

  async batch(
    place: string,
    command: ProberCommand,
    batch: Omit<Batch, 'id'>,
  ): Promise<BatchReply | Silence> {
    const id = this.#id();
    const answer = await this.#ask(
      place,
      command,
      id,
      { op: 'batch', batch: { ...batch, id } },
      patience(batch),
    );
    this.#log({ place, questions: batch, answer });
    if (typeof answer !== 'string') return answer;
    const reply = parseBatchReply(answer, { ...batch, id });
    // Threads that wait for a DNS server would hold up the next lookups.
    const stuck = 'replies' in reply && reply.replies.some((one) => one.attempts.some(isHungLookup));
    if (stuck) await this.forget(place);
    return reply;
  }

  async lookUp(
    place: string,
    command: ProberCommand,
    name: string,
    timeoutMs: number,
  ): Promise<LookupReply | Silence> {
    const id = this.#id();
    const answer = await this.#ask(
      place,
      command,
      id,
      { op: 'lookup', id, name, timeoutMs },
      timeoutMs + 10_000,
    );
    this.#log({ place, questions: { name }, answer });
    return typeof answer === 'string' ? (JSON.parse(answer) as LookupReply) : answer;
  }

  /** Opens a connection that stays open under a name. */
  hold(
    place: string,
    command: ProberCommand,
    name: string,
    question: Question,
    timeoutMs: number,
  ): Promise<Attempt | Silence> {
    const id = this.#id();
    return this.#attempt(place, command, id, { op: 'hold', id, name, question, timeoutMs }, timeoutMs);
  }

  /** Sends something over it. */
  askHeld(
    place: string,
    command: ProberCommand,
    name: string,
    timeoutMs: number,
  ): Promise<Attempt | Silence> {
    const id = this.#id();
    return this.#attempt(place, command, id, { op: 'held', id, name, timeoutMs }, timeoutMs);
  }

  async #attempt(
    place: string,
    command: ProberCommand,
    id: string,
    request: Request,
    timeoutMs: number,
  ): Promise<Attempt | Silence> {
    const answer = await this.#ask(place, command, id, request, 2 * timeoutMs + 10_000);
    this.#log({ place, questions: request, answer });
    return typeof answer === 'string' ? (JSON.parse(answer) as { attempt: Attempt }).attempt : answer;
  }

  async environment(
    place: string,
    command: ProberCommand,
  ): Promise<Readonly<Record<string, string>> | Silence> {
    const id = this.#id();
    const answer = await this.#ask(place, command, id, { op: 'environment', id }, 15_000);
    if (typeof answer !== 'string') return answer;
    return (JSON.parse(answer) as { environment: Record<string, string> }).environment;
  }

  /** How many stand-ins of the pod obeyed. */
  async order(place: string, command: ProberCommand, order: Order): Promise<number | Silence> {
    const id = this.#id();
    const answer = await this.#ask(place, command, id, { op: 'order', id, order }, 20_000);
    return typeof answer === 'string' ? (JSON.parse(answer) as { obeyed: number }).obeyed : answer;
  }

  async forget(place: string): Promise<void> {
    const session = this.#sessions.get(place);
    this.#sessions.delete(place);
    await session?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((place) => this.forget(place)));
  }

  #ask(
    place: string,
    command: ProberCommand,
    id: string,
    request: Request,
    patienceMs: number,
  ): Promise<string | Silence> {
    let session = this.#sessions.get(place);
    if (!session) {
      session = new ProberSession(command);
      this.#sessions.set(place, session);
    }
    return session.ask(id, request, patienceMs);
  }

  #id(): string {
    return `q${this.#next++}`;
  }
}

/** A batch and its answer, unread. */
export interface RawBatch {
  readonly place: string;
  readonly questions: object;
  readonly answer: string | Silence;
}

/** Longer than the slowest honest answer can take. */
function patience(batch: Omit<Batch, 'id'>): number {
  const attempts = batch.questions.reduce((sum, question) => sum + question.attempts, 0);
  const rounds = Math.ceil(attempts / batch.concurrency);
  const each = batch.lookupTimeoutMs + 2 * batch.timeoutMs + 1000;
  return rounds * each + (batch.limited ? batch.repeatBudgetMs : 0) + 15_000;
}

function isHungLookup({ errno }: { readonly errno?: string }): boolean {
  return errno === 'lookup timed out';
}
