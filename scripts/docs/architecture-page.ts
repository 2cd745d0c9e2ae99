import { readFileSync } from 'node:fs';
import { exceptions, importTable, pureFolders } from '../import-table.ts';

const start = '<!-- The table is written by npm run docs from scripts/import-table.ts. -->';
const end = '<!-- end of the table -->';

/** The page as it is, with the table of imports as the linter holds it. */
export function architecturePage(): string {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const head = page.slice(0, page.indexOf(start) + start.length);
  const tail = page.slice(page.indexOf(end));
  const rows = [...Object.entries(importTable), ...Object.entries(exceptions)].map(
    ([folder, allowed]) =>
      `| \`${folder}\` | ${allowed.join(', ') || 'nothing of ours'} | ${pureFolders.includes(folder) ? 'pure' : ''} |`,
  );
  return `${head}\n\n| folder of engine/ | may import from | |\n|---|---|---|\n${rows.join('\n')}\n\n${tail}`;
}
