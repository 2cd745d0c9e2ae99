import { UserError } from '../../errors/index.ts';
import { parseSource } from '../../flow/index.ts';
import type { Session } from '../session.ts';
import { expectAll } from './flows.ts';

/** Whom the backend sees, of the flows that the sentence before spoke of. */
export async function expectSource(session: Session, seen: string): Promise<void> {
  const source = parseSource(seen);
  if (!source) throw new Error(`no source is written like "${seen}"`);
  if (session.lastChecks.length === 0) {
    throw new UserError({
      what: 'no sentence before this one says which flow the backend sees',
      where: session.sentence.place,
      hint: 'Then from pod "client", "web:80" reaches service "web"',
    });
  }
  await expectAll(
    session,
    session.lastChecks.map((one) => ({ ...one, expectation: { ...one.expectation, source } })),
  );
}
