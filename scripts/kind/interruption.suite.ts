import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { runReachform, startReachform, until } from './run-reachform.ts';

const feature = `Feature: Ends before its time

  Scenario: With a server outside
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client"
    And an outside server "db" at "192.0.2.99:9376"
    Then from pod "client", "web:80" reaches service "web"

  Scenario Outline: Beside others, <number>
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client"
    When pod "web-1" becomes unready
    Then from pod "client", "web:80" reaches only pod "web-2"

    Examples:
      | number |
      | 1      |
      | 2      |
      | 3      |
      | 4      |
`;

describe('a run that is ended in the middle', () => {
  let folder = '';
  let cluster = '';
  const kubectl = async (...args: readonly string[]): Promise<string> => {
    const all = ['--kubeconfig', join(folder, 'kubeconfig'), ...args];
    return (await execa('kubectl', all)).stdout;
  };
  const namespaces = async (): Promise<readonly string[]> => {
    const names = await kubectl('get', 'namespaces', '-l', 'reachform.dev/run', '-o', 'name');
    return names.split('\n').filter((name) => name !== '');
  };
  const servers = async (): Promise<string> =>
    (await execa('docker', ['ps', '--all', '--quiet', '--filter', 'label=reachform.dev/server'])).stdout;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reachform-'));
    await writeFile(join(folder, 'a.feature'), feature);
    const { stdout } = await runReachform(['cluster', 'up'], folder);
    cluster = /\breachform-[0-9a-f]{8}\b/.exec(stdout)?.[0] ?? '';
    assert.notEqual(cluster, '', stdout);
    const config = await execa('kind', ['get', 'kubeconfig', '--name', cluster]);
    await writeFile(join(folder, 'kubeconfig'), config.stdout, { mode: 0o600 });
    await runReachform(['sweep', '--on', 'kind'], folder);
    await until(async () => (await namespaces()).length === 0);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Starts it and waits until it has pods in several namespaces. */
  async function inTheMiddle() {
    const run = startReachform(['test', 'a.feature', '--on', 'model,kind', '--parallel', '3'], folder);
    await until(async () => (await namespaces()).length >= 2 && (await servers()) !== '');
    return { run };
  }

  it('by Ctrl-C has removed everything itself', async () => {
    const { run } = await inTheMiddle();
    run.kill('SIGINT');
    const { signal, stderr } = await run;
    assert.equal(signal, 'SIGINT');
    assert.match(stderr, /SIGINT: removing what the scenarios made/);
    assert.doesNotMatch(stderr, /left behind/);
    assert.equal(await servers(), '');
    await until(async () => (await namespaces()).length === 0);
    const sweep = await runReachform(['sweep', '--on', 'kind'], folder);
    assert.doesNotMatch(sweep.stdout, new RegExp(`of cluster ${cluster}`));
  });

  it('by SIGKILL leaves nothing that sweep does not remove', async () => {
    const { run } = await inTheMiddle();
    run.kill('SIGKILL');
    await run;
    assert.notEqual((await namespaces()).length, 0);
    const { stdout } = await runReachform(['sweep', '--on', 'kind'], folder);
    assert.match(stdout, new RegExp(`removed namespace reachform-\\S+ of cluster ${cluster}`));
    assert.match(stdout, /removed container \S+-server-192-0-2-99-9376/);
    assert.equal(await servers(), '');
    await until(async () => (await namespaces()).length === 0);
    const again = await runReachform(['sweep', '--on', 'kind'], folder);
    assert.doesNotMatch(again.stdout, new RegExp(`of cluster ${cluster}`));
  });
});
