import type { Session } from './engine.ts';

/** Sessions by World: whatever class a project has for it, ours or its own. */
const sessions = new WeakMap<object, Session>();

export function keepSession(world: object, session: Session): void {
  sessions.set(world, session);
}

/** Nothing where a mistake kept the session from being opened. */
export function findSession(world: object): Session | undefined {
  return sessions.get(world);
}

export function sessionOf(world: object): Session {
  const session = sessions.get(world);
  if (!session) throw new Error('this World has no session: is steps/hooks loaded?');
  return session;
}
