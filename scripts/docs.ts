import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rbacManifest } from '../engine/backend/cluster/index.ts';
import { architecturePage } from './docs/architecture-page.ts';
import { commandsPage } from './docs/commands-page.ts';
import { livePage } from './docs/live-page.ts';
import { modesPage } from './docs/modes-page.ts';
import { releasesPage } from './docs/releases-page.ts';
import { stepsPage } from './docs/steps-page.ts';

/** Pages that are written from the code. With `--check` they are only compared. */
const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/architecture.md': architecturePage,
  'docs/commands.md': commandsPage,
  'docs/context-rbac.yaml': () => rbacManifest(),
  'docs/library.md': () => livePage('docs/library.md'),
  'docs/modes.md': modesPage,
  'docs/releases.md': releasesPage,
  'docs/steps.md': stepsPage,
  'docs/tutorial.md': () => livePage('docs/tutorial.md'),
  'README.md': () => livePage('README.md'),
};

const check = process.argv.includes('--check');
for (const [file, make] of Object.entries(pages)) {
  const text = await make();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    console.error(`${file} is not what the code says: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${file}`);
  }
}
