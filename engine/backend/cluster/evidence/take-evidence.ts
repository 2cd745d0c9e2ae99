import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Flow } from '../../../flow/index.ts';
import type { Pod } from '../../../kube/index.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { listObjects } from '../scenario/list-objects.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { takeSnapshot } from '../settle/snapshot.ts';
import { dnsAnswers } from './dns-answers.ts';

/** Saves what helps to understand a failure. What can't be had is said in its file. No Secret is read. */
export async function takeEvidence(
  scenario: Scenario,
  folder: string,
  flows: readonly Flow[],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const save = async (file: string, make: () => Promise<unknown>): Promise<void> => {
    const content = await make().catch((error: unknown) => `not to be had: ${String(error)}\n`);
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`;
    await writeFile(join(folder, file), text);
  };
  const { api } = scenario.live;
  const namespaces = [...scenario.made];
  await Promise.all([
    save('flows.json', () => Promise.resolve(flows)),
    save('batches.json', () => Promise.resolve(scenario.batches)),
    save('objects.json', async () => (await listObjects(scenario)).map(({ object }) => object)),
    save('slices.json', async () => (await takeSnapshot(api, namespaces, ['slices'])).all()),
    save('events.json', async () =>
      (await Promise.all(namespaces.map((one) => api.list(resources.events, one)))).flat(),
    ),
    save('pod-logs.txt', () => podLogs(scenario, namespaces)),
    save('dns.json', () => dnsAnswers(scenario, flows)),
    ...[...scenario.live.nodes].flatMap(([short, real]) => nodeFiles(scenario, short, real, save)),
  ]);
  return folder;
}

async function podLogs({ live }: Scenario, namespaces: readonly string[]): Promise<string> {
  const pods = (await takeSnapshot(live.api, namespaces, ['pods'])).of('pods');
  const logs = await Promise.all(pods.map((pod) => logOf(live.api, pod)));
  return logs.join('\n');
}

async function logOf(api: Scenario['live']['api'], pod: Pod): Promise<string> {
  const { namespace = '', name } = pod.metadata;
  const texts = await Promise.all(
    pod.spec.containers.map(async ({ name: container }) => {
      const path = `${resourcePath(resources.pods, namespace, name)}/log?container=${container}&tailLines=200`;
      const text = await api.call<string>('GET', path).catch((error: unknown) => String(error));
      return `--- ${namespace}/${name} ${container}\n${typeof text === 'string' ? text : JSON.stringify(text)}`;
    }),
  );
  return texts.join('\n');
}

/** The proxy's mode and its rules, where the node lets us look. */
function nodeFiles(
  { live }: Scenario,
  short: string,
  real: string,
  save: (file: string, make: () => Promise<unknown>) => Promise<void>,
): readonly Promise<void>[] {
  const { machines } = live;
  if (!machines) return [];
  const commands: Readonly<Record<string, readonly string[]>> = {
    'proxy-mode.txt': ['curl', '-s', '-m', '3', 'http://127.0.0.1:10249/proxyMode'],
    'iptables.txt': ['iptables-save'],
    'ip6tables.txt': ['ip6tables-save'],
    'nft.txt': ['nft', 'list', 'ruleset'],
    'routes.txt': ['ip', 'route'],
  };
  return Object.entries(commands).map(([file, command]) =>
    save(`node-${short}-${file}`, async () => {
      const { stdout, stderr, exitCode } = await machines.run(real, command);
      return exitCode === 0 ? `${stdout}\n` : `not to be had: ${stderr}\n`;
    }),
  );
}
