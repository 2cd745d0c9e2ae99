import { execa } from 'execa';

/** The first minute: the study notes' scenarios on the model, and where to go from there. */
const next = [
  'npx reachform explain pod/client my-service:80 -f scenarios/study-notes/cluster-ip',
  'npx reachform matrix scenarios/study-notes/node-port',
  'npx reachform test scenarios/study-notes --on model,kind     (needs Docker and kind)',
];
const { exitCode } = await execa(
  process.execPath,
  [
    'bin/reachform.js',
    'test',
    'scenarios/study-notes',
    '--format-options',
    JSON.stringify({ reachform: { next } }),
  ],
  { stdio: 'inherit', reject: false },
);
process.exitCode = exitCode ?? 1;
