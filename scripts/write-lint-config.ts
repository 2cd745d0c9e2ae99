import { readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { exceptions, importTable, pureFolders } from './import-table.ts';

const folders = Object.keys(importTable);
const built = builtinModules.filter((name) => !name.startsWith('_'));

/** Forbids what a folder may not import, by the shape of relative paths. */
function restrictions(folder: string, allowed: readonly string[], pure: boolean): object {
  const own = folder.split('/')[0]!;
  const forbidden = folders.filter((other) => other !== own && !allowed.includes(other));
  const patterns: object[] = [];
  if (forbidden.length > 0) {
    patterns.push({
      regex: `^(\\.\\./)+(engine/)?(${forbidden.join('|')})(/|$)`,
      message: `${folder} may import from: ${allowed.join(', ') || 'nothing of ours'} (scripts/import-table.ts)`,
    });
  }
  patterns.push({ regex: '^(\\.\\./)+steps(/|$)', message: 'the engine does not know its steps' });
  if (pure) {
    patterns.push({
      regex: `^(node:|(${built.join('|')})($|/))`,
      message: `${folder} is pure: no Node built-in`,
    });
    patterns.push({ regex: '^(execa|commander)$', message: `${folder} is pure` });
  }
  return { 'no-restricted-imports': ['error', { patterns }] };
}

const pureRules = {
  'no-restricted-globals': [
    'error',
    ...[
      'process',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'performance',
      'fetch',
      'Buffer',
      'crypto',
    ].map((name) => ({ name, message: 'pure code takes the outside world as values' })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'randomness comes in as a value' },
    { object: 'Date', property: 'now', message: 'time comes in as a value' },
  ],
};

const tests = ['**/*.spec.ts', '**/*.prop.ts', '**/*.suite.ts', '**/testing/**'];
const scopes = [
  ...Object.entries(importTable).map(([folder, allowed]) => ({ folder, allowed })),
  ...Object.entries(exceptions).map(([folder, allowed]) => ({ folder, allowed })),
];

const config = {
  $schema: './node_modules/oxlint/configuration_schema.json',
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'no-console': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-condition': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'import/no-cycle': 'error',
    'import/no-unassigned-import': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'no-underscore-dangle': 'off',
    eqeqeq: 'error',
  },
  ignorePatterns: ['dist', 'node_modules'],
  overrides: [
    ...scopes.map(({ folder, allowed }) => ({
      files: [`engine/${folder}/**/*.ts`],
      rules: {
        ...restrictions(folder, allowed, pureFolders.includes(folder)),
        ...(pureFolders.includes(folder) ? pureRules : {}),
      },
    })),
    {
      files: ['steps/**/*.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                regex: `^(\\.\\./)+engine/(${folders.filter((f) => !['run', 'flow', 'errors'].includes(f)).join('|')})(/|$)`,
                message: 'steps are thin: text to one typed call of engine/run',
              },
            ],
          },
        ],
      },
    },
    {
      files: tests,
      rules: {
        'no-restricted-imports': 'off',
        'no-restricted-globals': 'off',
        'no-restricted-properties': 'off',
        'no-unused-expressions': 'off',
      },
    },
    { files: ['engine/cli/main.ts', 'scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  ],
};

const file = new URL('../.oxlintrc.json', import.meta.url);
const text = `${JSON.stringify(config, null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) !== JSON.stringify(config)) {
  console.error('.oxlintrc.json is not what the import table says: node scripts/write-lint-config.ts');
  process.exitCode = 1;
}
