import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { defaultCluster, parseManifests } from '../../engine/kube/index.ts';
import { makeState } from '../../engine/model/index.ts';

// Run by load.ts in a process of its own: prints seconds and the most memory that was used.
const [, , what, file = ''] = process.argv;
const text = readFileSync(file, 'utf8');
const start = performance.now();
if (what === 'yaml') {
  for (const document of parseAllDocuments(text)) document.toJS();
} else {
  const { manifests, problems } = parseManifests(text, file);
  if (problems.length > 0) throw new Error(problems[0]!.what);
  makeState(defaultCluster(40), manifests);
}
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage();
const cpu = (user + system) / 1e6;
console.log(JSON.stringify({ seconds, cpu, megabytes: process.resourceUsage().maxRSS / 1024 }));
