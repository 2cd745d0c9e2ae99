import type { Session } from './session.ts';

/**
 * Checks something again and again for so many seconds. On the model everything is at once, and once is enough; a
 * cluster may come to rest first, and then must not leave it.
 */
export async function lasting(session: Session, seconds: number, check: () => Promise<void>): Promise<void> {
  await check();
  if (session.participants.length === 0) return;
  const end = performance.now() + seconds * 1000;
  session.deadlineSeconds = 0;
  while (performance.now() < end) await check();
}
