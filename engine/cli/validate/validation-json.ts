import type { Problem } from '../../errors/index.ts';
import type { Validation } from '../../run/input/index.ts';

/** The document that `reachform validate -o json` prints; `schemas/validation.json` describes it. */
export function validationJson({ kubernetes, objects, problems }: Validation): string {
  const head = `{"version":1,"kubernetes":${JSON.stringify(kubernetes)},"objects":${objects}`;
  const items = problems.map((problem) => JSON.stringify(toItem(problem)));
  return items.length === 0 ? `${head},"problems":[]}\n` : `${head},"problems":[\n${items.join(',\n')}\n]}\n`;
}

/** A text that is no object has neither kind nor field, and can't be read. */
function toItem({ what, where, api }: Problem): object {
  const { file = '', line = 0, column = 0 } = where ?? {};
  const {
    kind = '',
    namespace = '',
    name = '',
    field = '',
    reason = 'BadRequest',
    message = what,
  } = api ?? {};
  return { file, line, column, kind, namespace, name, field, reason, message };
}
