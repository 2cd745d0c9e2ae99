import { execa } from 'execa';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inFolder, type Outcome } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const program = resolve('bin/reachform.js');
const feature = (then: string) => `@shop
Feature: the shop
  Scenario: it is reached
    Given the manifests in "web.yaml"
    And a client pod "client"
    Then from pod "client", ${then}
`;
const files = {
  'web.yaml': shop,
  'features/good.feature': feature('"web:80" reaches only pods "web-*"'),
  'v1.0/good.feature': feature('"web:80" reaches only pods "web-*"'),
  'bad.feature': feature('"web:80" is refused'),
  'typo.feature': feature('"web:80" reaches onyl pods "web-*"'),
  'table.feature': 'Feature: x\n  Scenario: y\n    Given a table\n      | a | b |\n      | c |\n',
  'broken.js': 'nobody.defined(this);\n',
  'no-code.js': 'import {\n',
  'alone.js': `import 'nobody-has-this';\n`,
  'own.js': `import { Given } from '@cucumber/cucumber';\nGiven('nothing', () => {});\n`,
};

/** Cucumber knows steps only once in a process, so each call has its own. */
async function test(...args: string[]): Promise<Outcome & { read: (file: string) => string }> {
  return inFolder(files, async (cwd) => {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [program, 'test', ...args], {
      cwd,
      reject: false,
      env: { FORCE_COLOR: '0' },
    });
    const texts = new Map(['out.xml'].flatMap((file) => read(join(cwd, file), file)));
    return { code: exitCode ?? -1, out: stdout, err: stderr, read: (file) => texts.get(file) ?? '' };
  });
}

function read(path: string, file: string): [string, string][] {
  try {
    return [[file, readFileSync(path, 'utf8')]];
  } catch {
    return [];
  }
}

describe('reachform test', function () {
  this.timeout(60_000);

  it('runs the folder "features" where no path is given', async () => {
    const { code, out, err } = await test();
    assert.deepEqual([code, err], [0, ''], out);
    assert.match(
      out,
      /^reachform test +model · 1 control plane \+ 2 workers · iptables · Kubernetes 1\.35\n/,
    );
    assert.match(out, /\n {2}1 scenario, 1 flow, all as expected in [\d.]+ s$/);
  });

  it('runs files, folders whatever their name, and single lines', async () => {
    const { code, out } = await test('features/good.feature:3', 'v1.0');
    assert.equal(code, 0, out);
    assert.match(out, /\n {2}2 scenarios, 2 flows, all as expected/);
  });

  it('takes the back ends from the environment where no option names them', async () => {
    const { exitCode, stderr } = await execa(process.execPath, [program, 'test'], {
      reject: false,
      env: { REACHFORM_ON: 'kinf' },
    });
    assert.equal(exitCode, 3);
    assert.match(stderr, /^error: there is no back end "kinf"/);
  });

  it('ends with 1 when an expectation fails, the reason on standard output', async () => {
    const { code, out, err } = await test('bad.feature');
    assert.deepEqual([code, err], [1, '']);
    assert.match(out, /pod client -> web:80 {3}expected refused {3}model reaches web-/);
  });

  it("takes cucumber's tags, names, formats and dry runs", async () => {
    const { code, out, read } = await test(
      '--tags',
      '@shop',
      '--name',
      'reached',
      '--format',
      'junit:out.xml',
    );
    assert.deepEqual([code, /<testcase /.test(read('out.xml'))], [0, true], out);
    assert.match(out, /all as expected/);
    assert.equal((await test('bad.feature', '--dry-run')).code, 0);
  });

  const mistakes: readonly (readonly [string, readonly string[], string])[] = [
    ['a typo in a step', ['typo.feature'], 'error: no step matches this sentence    typo.feature:6:5\n'],
    [
      'a syntax error',
      ['table.feature'],
      'error: inconsistent cell count within the table    table.feature:5:7',
    ],
    ['tags that select nothing', ['--tags', '@none'], 'error: there is no scenario to run\n'],
    ['tags that are none', ['--tags', '@a and'], 'error: the scenarios to run can not be selected\n'],
    [
      'a formatter that is none',
      ['--format', 'junitt'],
      'error: there is no formatter "junitt" (option --format)\n',
    ],
    [
      'step definitions that are not there',
      ['--import', 'on.js'],
      'error: there is no file or folder "on.js"\n',
    ],
    [
      'step definitions that are broken',
      ['--import', 'broken.js'],
      'error: step definitions can not be loaded    ',
    ],
    [
      'step definitions that are no JavaScript',
      ['--import', 'no-code.js'],
      'error: step definitions can not be loaded',
    ],
    [
      'step definitions that import what is not there',
      ['--import', 'alone.js'],
      'error: step definitions can not be loaded    ',
    ],
    [
      'a configuration that is not there',
      ['--config', 'x.json'],
      'error: Configuration file "x.json" failed',
    ],
    ['format options that are no JSON', ['--format-options', '{'], "error: option '--format-options <json>'"],
  ];
  for (const [what, args, message] of mistakes) {
    it(`tells of ${what}, and runs nothing`, async () => {
      const { code, out, err } = await test(...args);
      assert.deepEqual([code, out], [3, ''], err);
      assert.equal(err.slice(0, message.length), message, err);
      assert.doesNotMatch(err, /\n {4}at /);
    });
  }

  it('says the problems of all features at once', async () => {
    const { err } = await test('typo.feature', 'table.feature');
    assert.match(err, /^error: inconsistent .*table\.feature/);
    const { err: paths } = await test('web.yaml', 'nowhere');
    assert.match(paths, /^error: no feature in "web.yaml"\n[^]*"nowhere"\n\n2 problems, nothing was run$/);
  });
});
