import type { Finding } from '../../report/index.ts';
import { failOnFindings } from '../failing.ts';
import { poll } from '../poll.ts';
import type { Session } from '../session.ts';
import type { View } from '../view.ts';

/** What a back end holds that is not as a sentence says, and a table of what there is. */
export interface Inspection {
  readonly findings: readonly string[];
  readonly found?: readonly string[];
}

/** Looks at the objects of every back end until they are as they should be, or the deadline passes. */
export async function expectObjects(session: Session, inspect: (view: View) => Inspection): Promise<void> {
  const look = async (): Promise<readonly { view: View; inspection: Inspection }[]> =>
    (await session.views()).map((view) => ({ view, inspection: inspect(view) }));
  const isSo = ({ inspection }: { inspection: Inspection }): boolean => inspection.findings.length === 0;
  const [model] = await look();
  const seconds = model && isSo(model) ? session.deadlineSeconds : 0;
  const inspected = await poll(look, (all) => all.every((one) => isSo(one)), seconds);
  const findings = inspected.flatMap(({ view, inspection }) =>
    inspection.findings.map((text): Finding => ({ backEnd: view.backEnd, text })),
  );
  const found = inspected.find((one) => !isSo(one))?.inspection.found;
  await failOnFindings(session, findings, found ? { found } : {});
}
