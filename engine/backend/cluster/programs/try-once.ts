import { askHttp } from './ask-http.ts';
import { askUdp } from './ask-udp.ts';
import { connectTcp } from './connect-tcp.ts';
import type { Attempt, Question } from './protocol.ts';

export interface Patience {
  readonly timeoutMs: number;
  /** Datagrams of one UDP attempt. */
  readonly sendings: number;
}

/** One new connection, or one datagram, to an address. */
export function tryOnce(question: Question, address: string, patience: Patience): Promise<Attempt> {
  const target = { address, port: question.port, source: question.source, timeoutMs: patience.timeoutMs };
  switch (question.protocol) {
    case 'TCP':
      return connectTcp(target);
    case 'UDP':
      return askUdp(target, patience.sendings);
    default:
      return askHttp(target, question);
  }
}
