import type { Outcome } from './protocol.ts';

const outcomes: Readonly<Record<string, Outcome>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENOTFOUND: 'no-name',
  EAI_AGAIN: 'no-dns',
};

/** Node's name for what went wrong: `ECONNREFUSED`, `EAI_AGAIN`, `HPE_INVALID_CONSTANT`. */
export function errnoOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : String((error as Error | null)?.message ?? error);
}

export function outcomeOf(errno: string): Outcome {
  return outcomes[errno] ?? (/^(ERR_(SSL|TLS)_|EPROTO$|CERT_)/.test(errno) ? 'tls' : 'other');
}
