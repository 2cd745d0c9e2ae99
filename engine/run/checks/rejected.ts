import { formatProblem, UserError, type Problem } from '../../errors/index.ts';
import type { Finding } from '../../report/index.ts';
import { failOnFindings } from '../failing.ts';
import type { Session } from '../session.ts';

/** The last change is refused by every back end, at this field (if any is named) and with this text. */
export async function expectRejected(
  session: Session,
  path: string | undefined,
  text: string,
): Promise<void> {
  if (!session.rejections.any) await session.ready();
  const entries = session.rejections.entries();
  if (entries.length === 0) {
    throw new UserError({
      what: 'nothing was applied before this sentence',
      where: session.sentence.place,
      hint: 'When this manifest is applied:',
    });
  }
  const findings = entries.flatMap(([backEnd, problems]): Finding[] => {
    if (problems.length === 0) return [{ backEnd, text: 'it is accepted' }];
    return problems.some((problem) => says(problem, path, text))
      ? []
      : [
          {
            backEnd,
            text: `it is rejected otherwise:\n${problems.map((one) => formatProblem(one)).join('\n')}`,
          },
        ];
  });
  session.rejections.clear();
  await failOnFindings(session, findings);
}

/** The API server writes `spec.ports[0].nodePort: Invalid value: ...`; case is not a difference. */
function says({ what, found = '', expected = '' }: Problem, path: string | undefined, text: string): boolean {
  const all = [what, found, expected].join('\n');
  const at =
    path === undefined || all.includes(`${path}:`) || new RegExp(`${escape(path)}(?![\\w.[])`).test(all);
  return at && all.toLowerCase().includes(text.toLowerCase());
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
