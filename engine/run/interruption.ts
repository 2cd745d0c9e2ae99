import { BroadcastChannel, threadId } from 'node:worker_threads';

/** Scenarios run in several threads of one process, and only the first of them hears of signals. */
const channelName = 'reachform-interruption';

type Word =
  | { readonly say: 'close' }
  | { readonly say: 'closing'; readonly thread: number }
  | { readonly say: 'closed'; readonly thread: number; readonly left: readonly string[] };

/** How long a thread may be busy before it hears. */
const hearingMs = 1000;
/** How long the removal of everything may take. */
const closingMs = 60_000;

/**
 * Closes what this thread has open when somebody interrupts the run. Returns how to stop listening,
 * which waits for what is being closed: a thread that ended before would leave the rest behind.
 */
export function obeyInterruption(close: () => Promise<readonly string[]>): () => Promise<void> {
  const channel = new BroadcastChannel(channelName);
  const say = (word: Word): void => post(channel, word);
  let closing: Promise<void> | undefined;
  channel.addEventListener('message', (message) => {
    if (closing || (message as unknown as { data: Word }).data.say !== 'close') return;
    say({ say: 'closing', thread: threadId });
    closing = Promise.resolve()
      .then(close)
      .catch((error: unknown) => [String(error)])
      .then((left) => say({ say: 'closed', thread: threadId, left }));
  });
  // Listening is no reason to go on.
  channel.unref();
  return async () => {
    await closing;
    channel.close();
  };
}

/** Has every thread close what it has open; returns what could not be removed, as text. */
export function interruptAll(): Promise<readonly string[]> {
  const channel = new BroadcastChannel(channelName);
  const open = new Set<number>();
  const left: string[] = [];
  return new Promise((resolve) => {
    let isHeard = false;
    const end = (): void => {
      clearTimeout(hearing);
      clearTimeout(closing);
      channel.close();
      resolve(left);
    };
    const hearing = setTimeout(() => {
      isHeard = true;
      if (open.size === 0) end();
    }, hearingMs);
    const closing = setTimeout(() => {
      left.push(`thread ${[...open].join(', ')} did not come to an end`);
      end();
    }, closingMs);
    channel.addEventListener('message', (message) => {
      const { data } = message as unknown as { data: Word };
      if (data.say === 'closing') open.add(data.thread);
      if (data.say !== 'closed') return;
      open.delete(data.thread);
      left.push(...data.left);
      if (isHeard && open.size === 0) end();
    });
    post(channel, { say: 'close' });
  });
}

function post(channel: BroadcastChannel, word: Word): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of threads has no origins
  channel.postMessage(word);
}
