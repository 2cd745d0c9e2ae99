import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inFolder, run, runIn } from './testing/run.ts';
import { shop } from './testing/shop.ts';

const first = (text: string) => text.split('\n')[0];

describe('the command line', () => {
  it('prints its version and its help, and that is no mistake', async () => {
    assert.match((await run(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
    for (const argv of [['--help'], ['help'], ['help', 'get'], ['get', '--help']]) {
      const { code, out, err } = await run(argv);
      assert.deepEqual([code, err], [0, ''], argv.join(' '));
      assert.match(out, /^Usage: reachform /);
    }
  });

  it('shows its help to a call without a command, which did nothing', async () => {
    for (const argv of [[], ['cluster']]) {
      const { code, out, err } = await run(argv);
      assert.deepEqual([code, err], [3, '']);
      assert.match(out, /^Usage: reachform /);
    }
  });

  it('names the nearest command and the nearest option', async () => {
    assert.deepEqual(await run(['reslove']), {
      code: 3,
      out: '',
      err: "error: unknown command 'reslove'\n  try        resolve\n             reachform --help\n",
    });
    assert.equal(
      (await run(['get', 'pods', '--manifest', 'x'])).err,
      "error: unknown option '--manifest'\n  try        --manifests\n             reachform get --help\n",
    );
  });

  it('says what an option takes', async () => {
    assert.match(
      (await run(['get', 'pods', '-o', 'xml'])).err,
      /^error: option '-o, --output <format>' argument 'xml' is invalid/,
    );
    assert.match((await run(['get'])).err, /^error: missing required argument 'kind'\n/);
    assert.match((await run(['resolve'])).err, /^error: required option '--flows <file>' not specified\n/);
  });

  it('says that a path does not exist, with the nearest one that does', async () => {
    const { code, err } = await runIn({ 'shop/web.yaml': shop }, ['get', 'pods', '-f', 'shpo']);
    assert.deepEqual([code, err], [3, 'error: there is no file or folder "shpo"\n  try        shop\n']);
  });

  it('says that a folder holds nothing to read', async () => {
    const { code, err } = await runIn({ 'empty/readme.txt': 'x' }, ['get', 'pods', '-f', 'empty']);
    assert.equal(code, 3);
    assert.equal(err, 'error: no manifest in "empty"\n  expected   files that end in .yaml, .yml, .json\n');
  });

  it('says everything that is wrong with manifests, cluster and release at once', async () => {
    const { code, err } = await runIn(
      {
        'a.yaml': shop.replace('port: 80\n', 'port: 70000\n'),
        'b.yaml': 'kind: Service\n\tname: x\n',
        'kind.yaml': 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: master\n',
      },
      [
        'get',
        'pods',
        '-f',
        'a.yaml',
        '-f',
        'b.yaml',
        '-f',
        'c.yaml',
        '--cluster',
        'kind.yaml',
        '--kubernetes',
        'new',
      ],
    );
    assert.equal(code, 3);
    for (const part of [
      'a.yaml:',
      'b.yaml:2:',
      '"c.yaml"',
      'kind.yaml:',
      '"new"',
      '5 problems, nothing was run',
    ]) {
      assert.ok(err.includes(part), `${part} in:\n${err}`);
    }
    assert.doesNotMatch(err, /\n {4}at /);
  });

  it('says that a file may not be read', () =>
    inFolder({ 'web.yaml': shop }, async (cwd) => {
      chmodSync(cwd, 0o755);
      chmodSync(join(cwd, 'web.yaml'), 0);
      // Root may read anything; nobody else may.
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) process.seteuid?.(65_534);
      try {
        const { code, err } = await run(['get', 'pods', '-f', 'web.yaml'], { cwd });
        assert.deepEqual([code, first(err)], [3, 'error: "web.yaml" may not be read']);
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    }));

  it('asks for a report when the fault is ours', async () => {
    const { code, out, err } = await run(['get', 'pods', '-f', '-'], {
      stdin: new Readable({
        read() {
          this.destroy(new Error('the pipe burst'));
        },
      }),
    });
    assert.deepEqual([code, out], [5, '']);
    assert.match(err, /^error: Reachform has a bug: the pipe burst\n {2}try {8}report this text/);
    assert.match(err, /\nreachform get pods -f -\n/);
  });
});
