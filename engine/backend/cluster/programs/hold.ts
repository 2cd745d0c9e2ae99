import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { connect, isIPv6, type Socket } from 'node:net';
import { errnoOf, outcomeOf } from './errno.ts';
import { holdLine, parseIdentity, probeLine } from './identity.ts';
import { lookUp } from './look-up.ts';
import type { Attempt, Question } from './protocol.ts';

/** Something that stays open: asked again, it says who is at its other end now. */
interface HeldSocket {
  ask(timeoutMs: number): Promise<Answer>;
  close(): void;
}

type Answer = Pick<Attempt, 'outcome' | 'errno' | 'identity'>;

const held = new Map<string, HeldSocket>();

/** Datagrams of one question: one can be lost. */
const sendings = 3;

/** Opens a connection, or a socket for datagrams, that stays open under a name. */
export async function hold(name: string, question: Question, timeoutMs: number): Promise<Attempt> {
  const started = performance.now();
  const found = await lookUp('', question.host, timeoutMs);
  const [address] = found.addresses;
  if (address === undefined) {
    return {
      outcome: found.outcome === 'addresses' ? 'no-name' : found.outcome,
      milliseconds: since(started),
    };
  }
  held.get(name)?.close();
  const socket =
    question.protocol === 'UDP' ? holdDatagrams(question, address) : holdStream(question, address);
  held.set(name, socket);
  return { ...(await socket.ask(timeoutMs)), milliseconds: since(started), address };
}

/** Sends something over what is held under a name. */
export async function askHeld(name: string, timeoutMs: number): Promise<Attempt> {
  const started = performance.now();
  const socket = held.get(name);
  if (!socket)
    return { outcome: 'other', errno: 'the connection was held by a prober that is gone', milliseconds: 0 };
  return { ...(await socket.ask(timeoutMs)), milliseconds: since(started) };
}

/** For tests. */
export function letGo(): void {
  for (const socket of held.values()) socket.close();
  held.clear();
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}

function holdStream({ port, source }: Question, host: string): HeldSocket {
  const socket: Socket = connect({
    host,
    port,
    noDelay: true,
    ...(source !== undefined && { localAddress: source }),
  });
  let isConnected = false;
  let over: Answer | undefined;
  let waiting: ((answer: Answer) => void) | undefined;
  let text = '';
  const end = (answer: Answer): void => {
    over ??= answer;
    waiting?.(over);
  };
  socket.setEncoding('utf8');
  socket.once('connect', () => (isConnected = true));
  socket.on('data', (chunk: string) => {
    text += chunk;
    const at = text.lastIndexOf('\n');
    if (at < 0) return;
    const line = text.slice(0, at).split('\n').pop() ?? '';
    text = text.slice(at + 1);
    const identity = parseIdentity(line);
    waiting?.({ outcome: 'reached', ...(identity && { identity }) });
  });
  socket.on('error', (error) => {
    const errno = errnoOf(error);
    end({ outcome: isConnected ? 'reset' : outcomeOf(errno), errno });
  });
  socket.once('close', () => end({ outcome: 'reset' }));
  return {
    ask: (timeoutMs) =>
      oneAnswer(timeoutMs, (finish) => {
        waiting = finish;
        if (over) finish(over);
        else socket.write(holdLine);
      }),
    close: () => void socket.destroy(),
  };
}

function holdDatagrams({ port, source }: Question, address: string): HeldSocket {
  const socket: DatagramSocket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  let waiting: ((answer: Answer) => void) | undefined;
  const ready = new Promise<void>((resolve) => {
    socket.bind({ port: 0, ...(source !== undefined && { address: source }) }, () =>
      socket.connect(port, address, () => resolve()),
    );
  });
  const fail = (error: unknown): void => {
    const errno = errnoOf(error);
    if (errno !== 'EPERM') waiting?.({ outcome: outcomeOf(errno), errno });
  };
  socket.on('error', fail);
  socket.on('message', (message) => {
    const identity = parseIdentity(message.toString());
    waiting?.({ outcome: 'reached', ...(identity && { identity }) });
  });
  return {
    ask: async (timeoutMs) => {
      await ready;
      const timers: NodeJS.Timeout[] = [];
      const answer = await oneAnswer(timeoutMs, (finish) => {
        waiting = finish;
        for (let i = 0; i < sendings; i++) {
          timers.push(
            setTimeout(
              () => socket.send(probeLine, (error) => error && fail(error)),
              (i * timeoutMs) / sendings,
            ),
          );
        }
      });
      for (const timer of timers) clearTimeout(timer);
      return answer;
    },
    close: () => void socket.close(),
  };
}

/** The first that comes, or silence. */
function oneAnswer(timeoutMs: number, start: (finish: (answer: Answer) => void) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ outcome: 'timeout' }), timeoutMs);
    start((answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
