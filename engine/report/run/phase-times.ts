import type { RunMessage } from './messages.ts';

/** Adds up what attachments say of how long back ends took, by phase. */
export class PhaseTimes {
  readonly #mediaType: string;
  readonly #decode: (base64: string) => string;
  readonly #seconds = new Map<string, Map<string, number>>();

  constructor(mediaType: string, decode: (base64: string) => string) {
    this.#mediaType = mediaType;
    this.#decode = decode;
  }

  see({ attachment }: RunMessage): void {
    if (attachment?.mediaType !== this.#mediaType) return;
    const { body, contentEncoding } = attachment;
    const { backEnds } = JSON.parse(contentEncoding === 'BASE64' ? this.#decode(body) : body) as {
      backEnds: readonly {
        readonly backEnd: string;
        readonly milliseconds: Readonly<Record<string, number>>;
      }[];
    };
    for (const { backEnd, milliseconds } of backEnds) {
      const phases = this.#seconds.get(backEnd) ?? new Map<string, number>();
      this.#seconds.set(backEnd, phases);
      for (const [phase, ms] of Object.entries(milliseconds)) {
        phases.set(phase, (phases.get(phase) ?? 0) + ms / 1000);
      }
    }
  }

  /** `time on kind, all scenarios added up: 210.3 s wait for pods and endpoints, ...`, the longest first. */
  lines(): readonly string[] {
    return [...this.#seconds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([backEnd, phases]) => {
        const parts = [...phases]
          .sort(([a, longer], [b, shorter]) => shorter - longer || (a < b ? -1 : 1))
          .map(([phase, seconds]) => `${phase} ${seconds.toFixed(1)} s`);
        return `time on ${backEnd}, all scenarios added up: ${parts.join(', ')}`;
      });
  }
}
