import type { VerdictKind } from '../../flow/index.ts';
import type { AttachmentMessage, PickleMessage, RunMessage, StepResult, Timestamp } from './messages.ts';

/** How a scenario ended. */
export interface ScenarioResult {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What its failing steps said. */
  readonly messages: readonly string[];
  /** By back end on which it could not run: why. */
  readonly leftOut?: ReadonlyMap<string, string>;
}

export interface FeatureResult {
  readonly name: string;
  readonly file: string;
  readonly scenarios: readonly ScenarioResult[];
}

interface Attempt {
  readonly pickle: PickleMessage;
  readonly steps: StepResult[];
  readonly leftOut: Map<string, string>;
}

interface FeatureLog {
  readonly name: string;
  expected: number;
  readonly scenarios: ScenarioResult[];
}

/** Reads the messages of a run, and tells features as they are done, in the order of their files. */
export class RunLog {
  readonly verdicts = new Map<VerdictKind, number>();
  /** What was accepted though it is not certain, and for how many flows. */
  readonly notes = new Map<string, number>();
  /** `1 control plane + 2 workers · iptables · Kubernetes 1.35`, each kind of cluster once. */
  readonly clusters = new Set<string>();
  readonly backEnds = new Set<string>();
  readonly #decode: (base64: string) => string;
  readonly #mediaType: string;
  readonly #features = new Map<string, FeatureLog>();
  readonly #pickles = new Map<string, PickleMessage>();
  readonly #cases = new Map<string, string>();
  readonly #attempts = new Map<string, Attempt>();
  #started: Timestamp | undefined;
  #finished: Timestamp | undefined;

  constructor(mediaType: string, decode: (base64: string) => string) {
    this.#mediaType = mediaType;
    this.#decode = decode;
  }

  /** Returns the features that are done now and were not before. */
  see(message: RunMessage): readonly FeatureResult[] {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, attachment } = message;
    if (message.testRunStarted) this.#started = message.testRunStarted.timestamp;
    if (message.testRunFinished) this.#finished = message.testRunFinished.timestamp;
    if (gherkinDocument?.uri !== undefined) {
      const name = gherkinDocument.feature?.name ?? gherkinDocument.uri;
      this.#features.set(gherkinDocument.uri, { name, expected: 0, scenarios: [] });
    }
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#expect(testCase);
    if (testCaseStarted) this.#start(testCaseStarted);
    if (testStepFinished) {
      this.#attempts.get(testStepFinished.testCaseStartedId)?.steps.push(testStepFinished.testStepResult);
    }
    if (attachment?.mediaType === this.#mediaType) this.#count(attachment);
    if (message.testCaseFinished && !message.testCaseFinished.willBeRetried) {
      this.#finish(message.testCaseFinished.testCaseStartedId);
    }
    return this.#takeDone();
  }

  /** From the first message to the last; nothing while it runs. */
  get seconds(): number | undefined {
    if (!this.#started || !this.#finished) return undefined;
    const { seconds, nanos } = this.#finished;
    return seconds - this.#started.seconds + (nanos - this.#started.nanos) / 1e9;
  }

  #expect({ id, pickleId }: { readonly id: string; readonly pickleId: string }): void {
    this.#cases.set(id, pickleId);
    const feature = this.#features.get(this.#pickles.get(pickleId)?.uri ?? '');
    if (feature) feature.expected += 1;
  }

  #start({ id, testCaseId }: { readonly id: string; readonly testCaseId: string }): void {
    const pickle = this.#pickles.get(this.#cases.get(testCaseId) ?? '');
    if (pickle) this.#attempts.set(id, { pickle, steps: [], leftOut: new Map() });
  }

  #finish(id: string): void {
    const attempt = this.#attempts.get(id);
    if (!attempt) return;
    const { pickle, steps, leftOut } = attempt;
    const bad = steps.filter(({ status }) => status !== 'PASSED' && status !== 'SKIPPED');
    const skipped = steps.some(({ status }) => status === 'SKIPPED');
    this.#features.get(pickle.uri)?.scenarios.push({
      name: pickle.name,
      file: pickle.uri,
      line: pickle.location?.line ?? 0,
      status: bad.length > 0 ? 'failed' : skipped ? 'skipped' : 'passed',
      messages: bad.map(({ status, message }) => message ?? status.toLowerCase()),
      ...(leftOut.size > 0 && { leftOut }),
    });
  }

  #count({ body, contentEncoding, testCaseStartedId }: AttachmentMessage): void {
    const text = contentEncoding === 'BASE64' ? this.#decode(body) : body;
    const document = JSON.parse(text) as {
      verdicts: readonly { readonly kind: VerdictKind; readonly notes?: readonly string[] }[];
      cluster: string;
      backEnds: readonly string[];
      leftOut?: readonly { readonly backEnd: string; readonly reason: string }[];
    };
    const { verdicts, cluster, backEnds, leftOut = [] } = document;
    const attempt = this.#attempts.get(testCaseStartedId ?? '');
    for (const { backEnd, reason } of leftOut) attempt?.leftOut.set(backEnd, reason);
    this.clusters.add(cluster);
    for (const backEnd of backEnds) this.backEnds.add(backEnd);
    for (const { kind, notes = [] } of verdicts) {
      this.verdicts.set(kind, (this.verdicts.get(kind) ?? 0) + 1);
      for (const note of notes) this.notes.set(note, (this.notes.get(note) ?? 0) + 1);
    }
  }

  /** A feature waits for those before it, so that runs with several workers read the same. */
  #takeDone(): readonly FeatureResult[] {
    const done: FeatureResult[] = [];
    // Until the first scenario starts, nobody knows how many a feature has.
    if (this.#attempts.size === 0) return done;
    for (const [file, { name, expected, scenarios }] of this.#features) {
      if (scenarios.length < expected) break;
      this.#features.delete(file);
      if (expected === 0) continue;
      done.push({ name, file, scenarios: scenarios.sort((a, b) => a.line - b.line) });
    }
    return done;
  }
}
