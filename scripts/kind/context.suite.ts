import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { runReachform } from './run-reachform.ts';

const cluster = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: somebodys
nodes:
  - role: control-plane
`;

const feature = `Feature: Somebody else's cluster

  Scenario: A Service is reached, and is not once its pods are gone
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client"
    Then from pod "client", "web:80" reaches service "web"
    When deployment "web" is scaled to 0
    Then from pod "client", "web:80" is refused
`;

const roles = resolve('docs/context-rbac.yaml');

describe('a cluster that somebody else owns', () => {
  let folder = '';
  let name = '';
  const env = (): Record<string, string> => ({ KUBECONFIG: join(folder, 'kubeconfig') });
  const kubectl = async (...args: readonly string[]): Promise<string> =>
    (await execa('kubectl', args, { env: env() })).stdout;
  const reachform = (...args: readonly string[]) => runReachform(args, folder, env());

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reachform-'));
    await writeFile(join(folder, 'a.feature'), feature);
    await writeFile(join(folder, 'kind.yaml'), cluster);
    const { stdout, stderr } = await runReachform(['cluster', 'up', '--cluster', 'kind.yaml'], folder);
    name = /\breachform-[0-9a-f]{8}\b/.exec(stdout)?.[0] ?? '';
    assert.notEqual(name, '', stderr);
    const config = await execa('kind', ['get', 'kubeconfig', '--name', name]);
    await writeFile(join(folder, 'kubeconfig'), config.stdout, { mode: 0o600 });
    await kubectl('config', 'rename-context', `kind-${name}`, 'owner');
    await kubectl('create', 'namespace', 'testers');
    for (const account of ['tester', 'nobody']) {
      await kubectl('create', 'serviceaccount', account, '-n', 'testers');
      const token = await kubectl('create', 'token', account, '-n', 'testers');
      await kubectl('config', 'set-credentials', account, `--token=${token}`);
      await kubectl('config', 'set-context', account, `--cluster=kind-${name}`, `--user=${account}`);
    }
  });
  after(async () => {
    if (name !== '') await runReachform(['cluster', 'down', name], folder);
    await rm(folder, { recursive: true, force: true });
  });

  it('says what is not allowed, all at once, before it makes anything', async () => {
    const { exitCode, stdout, stderr } = await reachform('test', 'a.feature', '--on', 'model,context:nobody');
    assert.equal(exitCode, 4, stdout + stderr);
    assert.match(stderr, /context:nobody does not let us run scenarios/);
    assert.match(stderr, /create pods\/exec/);
    assert.equal(await kubectl('get', 'namespaces', '-l', 'reachform.dev/run', '-o', 'name'), '');
  });

  it('needs no more rights than the roles that come with the package', async () => {
    const account = '--serviceaccount=testers:tester';
    await kubectl('apply', '-f', roles);
    await kubectl('create', 'clusterrolebinding', 'reachform', '--clusterrole=reachform', account);
    await kubectl('create', 'rolebinding', 'reachform', '-n', 'kube-system', '--role=reachform', account);
    const { exitCode, stdout, stderr } = await reachform('test', 'a.feature', '--on', 'model,context:tester');
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /1 scenario, 2 flows, all as expected/);
    assert.doesNotMatch(stdout, /not run/);
  });

  describe('is given a report', () => {
    const conformance = async () => {
      const run = await reachform('conformance', '--on', 'context:owner', '--profile', 'without-selector');
      const report = await readFile(join(folder, 'reachform-conformance/conformance.yaml'), 'utf8');
      const totals = /^totals:\n(?: {2}.*\n)+/m.exec(report)?.[0] ?? '';
      const count = (word: string): number => Number(new RegExp(` ${word}: (\\d+)`).exec(totals)?.[1]);
      const { exitCode, stdout } = run;
      return { exitCode, stdout, passed: count('passed'), failed: count('failed') };
    };

    it('that it conforms, where its Services work', async () => {
      const { exitCode, stdout, passed, failed } = await conformance();
      assert.equal(exitCode, 0, stdout);
      assert.ok(passed > 0);
      assert.equal(failed, 0);
    });

    it('that it fails, once nobody follows its Services', async () => {
      await kubectl('delete', 'daemonset', 'kube-proxy', '-n', 'kube-system', '--wait');
      const { exitCode, stdout, failed } = await conformance();
      assert.equal(exitCode, 1, stdout);
      assert.ok(failed > 0);
    });
  });
});
