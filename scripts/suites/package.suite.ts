import { execa } from 'execa';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { blockAfter, firstBlock } from '../lib/markdown.ts';

const manifest = blockAfter(readFileSync('docs/tutorial.md', 'utf8'), 'file: web.yaml');
const passing = `Feature: a service
  Scenario: it is reached
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client"
    Then from pod "client", "web:80" reaches only pods "web-*"
`;
const failing = passing.replace('reaches only pods "web-*"', 'is refused');

/** The package as somebody gets it who installs it: packed, installed into an empty folder, used there. */
describe('the package, installed', function () {
  let folder = '';
  let packed: string[] = [];

  async function call(program: string, ...args: string[]) {
    const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`;
    const options = { cwd: folder, reject: false, env: { PATH }, stdin: 'ignore' } as const;
    const { exitCode, stdout, stderr } = await execa(program, args, options);
    return { exitCode, stdout, stderr };
  }
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };

  before(async function () {
    this.timeout(300_000);
    folder = mkdtempSync(join(tmpdir(), 'reachform-package-'));
    const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder]);
    packed = (
      JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ files: { path: string }[] }]
    )[0].files.map(({ path }) => path);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
    write('package.json', '{ "name": "somebody", "private": true, "type": "module" }\n');
    await execa('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
    write('features/passing.feature', passing);
    write('web.yaml', manifest);
  });

  after(() => rmSync(folder, { recursive: true }));

  it('holds compiled JavaScript, types, steps, features, schemas and documentation, and nothing else', () => {
    const top = new Set(packed.map((path) => path.split('/')[0]));
    assert.deepEqual(
      [...top].toSorted((a = '', b = '') => (a < b ? -1 : 1)),
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'docs', 'features', 'package.json', 'schemas'],
    );
    const strange = packed.filter((path) => /\.(spec|prop)\.|(?<!\.d)\.ts$|\/testing\//.test(path));
    assert.deepEqual(strange, []);
    for (const path of [
      'dist/engine/index.d.ts',
      'dist/steps/index.js',
      'dist/engine/kube/schema/kubernetes.json',
    ]) {
      assert.ok(packed.includes(path), path);
    }
  });

  it('runs a scenario that passes: exit code 0', async () => {
    const { exitCode, stdout, stderr } = await call('npx', 'reachform', 'test');
    assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, /1 scenario\b/);
  });

  it('runs a scenario that fails: exit code 1, and the reason', async () => {
    write('failing.feature', failing);
    const { exitCode, stdout } = await call('npx', 'reachform', 'test', 'failing.feature');
    assert.equal(exitCode, 1, stdout);
    assert.match(stdout, /how it was decided/);
  });

  it('holds the features that conformance runs, and they run', async () => {
    const features = 'node_modules/reachform/features';
    const { exitCode, stdout } = await call('node_modules/.bin/reachform', 'test', features);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /\d\d+ scenarios, \d+ flows, all as expected/);
  });

  it('runs scenarios in parallel', async () => {
    const { exitCode, stdout, stderr } = await call('npx', 'reachform', 'test', '--parallel', '2');
    assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
  });

  it("gives a user's own cucumber the same steps, as a module to require", async () => {
    const { exitCode, stdout, stderr } = await call(
      'npx',
      'cucumber-js',
      '--require-module',
      'reachform/steps',
    );
    assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, /1 scenario \(1 passed\)/);
  });

  it("gives a user's own cucumber the same steps, imported by a support file", async () => {
    write('support/reachform.js', "import 'reachform/steps';\n");
    const { exitCode, stdout, stderr } = await call('npx', 'cucumber-js', '--import', 'support');
    assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, /1 scenario \(1 passed\)/);
  });

  it("runs beside a user's own steps and configuration", async () => {
    write('own/features/own.feature', 'Feature: own\n  Scenario: own\n    Given a step of my own\n');
    write(
      'own/steps.js',
      "import { Given } from '@cucumber/cucumber';\nGiven('a step of my own', () => {});\n",
    );
    write(
      'own.json',
      '{ "default": { "paths": ["own/features"], "import": ["own/*.js"], "format": ["summary"] } }',
    );
    const { exitCode, stdout, stderr } = await call('npx', 'reachform', 'test', '--config', 'own.json');
    assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, /1 scenario \(1 passed\)/);
  });

  it('answers flows and prints objects', async () => {
    const got = await call(
      'node_modules/.bin/reachform',
      'get',
      'services',
      '-A',
      '-f',
      'web.yaml',
      '-o',
      'name',
    );
    assert.deepEqual([got.exitCode, got.stderr], [0, '']);
    write('flows.json', '[{"id":"a","from":{"host":"worker"},"to":"node/worker:1"}]');
    const resolved = await call('npx', 'reachform', 'resolve', '--flows', 'flows.json', '-f', 'web.yaml');
    assert.equal((JSON.parse(resolved.stdout) as { version: number }).version, 1);
  });

  it('is a library: the example of the documentation runs', async () => {
    write('example.js', firstBlock(readFileSync('docs/library.md', 'utf8'), 'js'));
    const { exitCode, stdout, stderr } = await call('node', 'example.js');
    assert.equal(exitCode, 0, stderr);
    assert.equal(
      stdout,
      blockAfter(readFileSync('docs/library.md', 'utf8'), 'prints: node example.js').trimEnd(),
    );
  });

  it('has types that a strict project takes', async () => {
    write(
      'typed.ts',
      `import { loadStateFromFiles, resolve, type Answer } from 'reachform';
const state = await loadStateFromFiles({ manifests: 'web.yaml' });
export const answer: Answer = resolve(state, { from: { host: 'worker' }, to: 'node/worker:1' });
`,
    );
    const args = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--types',
      '',
      'typed.ts',
    ];
    const { exitCode, stdout } = await call('node', resolve('node_modules/typescript/bin/tsc'), ...args);
    assert.equal(exitCode, 0, stdout);
  });

  const mistakes: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    [
      'a path that does not exist',
      ['test', 'featuers'],
      3,
      /there is no file or folder "featuers"\n {2}try {8}features/,
    ],
    ['an unknown command', ['tset'], 3, /unknown command 'tset'\n {2}try {8}test/],
    ['an unknown option', ['test', '--tag', 'x'], 3, /unknown option '--tag'\n {2}try {8}--tags/],
    ['an unknown back end', ['test', '--on', 'kinf'], 3, /there is no back end "kinf" \(option --on\)/],
    ['a folder without features', ['test', 'empty'], 3, /no feature in "empty"/],
    ['a syntax error', ['test', 'syntax.feature'], 3, /syntax\.feature:1:1/],
    [
      'a typo in a step',
      ['test', 'typo.feature'],
      3,
      /typo\.feature:5:5\n {2}found {6}Then .*\n {2}expected {3}Then /,
    ],
    ['a tab', ['get', 'all', '-f', 'tab.yaml'], 3, /tab\.yaml:2:1/],
    [
      'a Service without ports',
      ['get', 'all', '-f', 'portless.yaml'],
      3,
      /spec\.ports: Required value {4}portless\.yaml:/,
    ],
    [
      'port 70000',
      ['get', 'all', '-f', 'port.yaml'],
      3,
      /spec\.ports\[0\]\.port: .*65535.* {4}port\.yaml:6:/,
    ],
    ['two Services with one cluster IP', ['get', 'all', '-f', 'twins.yaml'], 3, /10\.96\.0\.7/],
  ];
  const service = (name: string, spec: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec:\n${spec}`;

  for (const [what, args, code, message] of mistakes) {
    it(`tells of ${what} in one message`, async () => {
      mkdirSync(join(folder, 'empty'), { recursive: true });
      write('syntax.feature', 'Feture: x\n');
      write('typo.feature', passing.replace('reaches only', 'raeches only'));
      write('tab.yaml', 'apiVersion: v1\n\tkind: Service\n');
      write('portless.yaml', service('a', '  selector: { app: a }\n'));
      write('port.yaml', service('a', '  ports:\n    - port: 70000\n'));
      const twin = '  clusterIP: 10.96.0.7\n  ports: [{ port: 80 }]\n';
      write('twins.yaml', `${service('a', twin)}---\n${service('b', twin)}`);
      const { exitCode, stdout, stderr } = await call('node_modules/.bin/reachform', ...args);
      assert.deepEqual([exitCode, stdout], [code, ''], stderr);
      assert.match(stderr, message);
      assert.match(stderr, /^error: /);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
  }
});
