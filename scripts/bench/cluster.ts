/**
 * Checks the cluster back end against its own promises on a real three-node kind cluster, and prints
 * the figures: refusals are told from silence, time-outs pass together, many connections take one
 * call. Exit code 1 if a promise is broken, 0 if there is no Docker or kind to try it with.
 */
import {
  ClusterBackEnd,
  KindPool,
  kindOptions,
  type LiveCluster,
} from '../../engine/backend/cluster/index.ts';
import type { Flow, Observation } from '../../engine/flow/index.ts';
import { defaultCluster, manifestOf, type KubeObject, type Manifest } from '../../engine/kube/index.ts';
import { ClusterError } from '../../engine/errors/index.ts';
import { execa } from 'execa';

interface Promise_ {
  readonly what: string;
  readonly kept: boolean;
  readonly seconds: number;
  readonly limit: number;
}

const kept: Promise_[] = [];

function object(kind: string, name: string, spec: object, more: object = {}): Manifest {
  const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
  return manifestOf({ apiVersion, kind, metadata: { name, ...more }, spec } as KubeObject);
}

function service(name: string, selector: string, port = 80): Manifest {
  return object('Service', name, { selector: { app: selector }, ports: [{ port, targetPort: 8080 }] });
}

function pod(name: string, nodeName: string): Manifest {
  const spec = { nodeName, containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 8080 }] }] };
  return object('Pod', name, spec, { labels: { app: name } });
}

async function timed<T>(run: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await run();
  return [result, (performance.now() - started) / 1000];
}

function note(what: string, isKept: boolean, seconds: number, limit: number, detail = ''): void {
  kept.push({ what, kept: isKept && seconds <= limit, seconds, limit });
  const word = isKept && seconds <= limit ? 'ok  ' : 'FAIL';
  console.log(`${word} ${what}: ${seconds.toFixed(2)} s (at most ${limit} s)${detail}`);
}

function countResults(answers: readonly Observation[]): string {
  const counts = Map.groupBy(answers, ({ result }) => result);
  return [...counts].map(([result, list]) => `${list.length} ${result}`).join(', ');
}

const nodes = ['worker', 'worker2', 'control-plane'];

async function checkRefusals(backEnd: ClusterBackEnd, what: string, limit: number): Promise<void> {
  const flows = Array.from({ length: 60 }, (_, i): Flow => ({
    from: { pod: 'p0' },
    to: `service/empty-${i}`,
  }));
  const [answers, seconds] = await timed(() => backEnd.answer(flows));
  const right = answers.every(({ result }) => result === 'refused');
  note(`60 refused flows from one pod, ${what}`, right, seconds, limit, `: ${countResults(answers)}`);
}

async function checkMatrix(backEnd: ClusterBackEnd): Promise<void> {
  const clients = Array.from({ length: 9 }, (_, i) => `p${i}`);
  const targets = [
    ...['web-0', 'web-1', 'web-2', 'web-3', 'web-4'].map((name) => ({
      to: `service/${name}`,
      result: 'reached',
    })),
    ...['empty-0', 'empty-1'].map((name) => ({ to: `service/${name}`, result: 'refused' })),
    { to: 'service/web-0:81', result: 'timeout' },
    { to: 'nowhere:80', result: 'no-name' },
  ];
  const pairs = clients.flatMap((client) => targets.map((target) => ({ client, ...target })));
  const flows = pairs.map(({ client, to }): Flow => ({ from: { pod: client }, to }));
  await backEnd.converge(flows, (answers) => answers.every((a, i) => a.result === pairs[i]?.result), 30);
  const [answers, seconds] = await timed(() => backEnd.answer(flows));
  const right = answers.every(({ result }, i) => result === pairs[i]?.result);
  note('81 flows, all pairs', right, seconds, 3, `: ${countResults(answers)}`);
}

async function checkConnections(backEnd: ClusterBackEnd): Promise<void> {
  const flows: Flow[] = [{ from: { pod: 'p0' }, to: 'service/web-1' }];
  const [[answer], seconds] = await timed(() => backEnd.answer(flows, { attempts: 500 }));
  const right = answer?.outcomes.reached === 500;
  note('500 connections through a Service', right, seconds, 0.5, `: ${JSON.stringify(answer?.outcomes)}`);
}

async function timeOfOneExec(live: LiveCluster): Promise<void> {
  const [host] = [...(await live.hosts()).values()];
  if (!host) return;
  const [, seconds] = await timed(() => execa(host.command.tool, host.command.args, { input: '' }));
  console.log(
    `     one kubectl exec that asks nothing: ${seconds.toFixed(2)} s; 81 of them: ${(81 * seconds).toFixed(0)} s`,
  );
}

/** The kernel's own limits, as on nodes that nobody may touch. */
async function limitAgain(live: LiveCluster): Promise<LiveCluster> {
  const { machines } = live;
  const values = [
    'net.ipv4.icmp_ratelimit=1000',
    'net.ipv4.icmp_msgs_per_sec=1000',
    'net.ipv4.icmp_msgs_burst=50',
  ];
  for (const node of live.nodes.values()) await machines?.run(node, ['sysctl', '-w', ...values]);
  return { ...live, refusalsLimited: true };
}

async function main(): Promise<void> {
  const pool = new KindPool(
    kindOptions(process.env, {
      progress: ({ step, state, milliseconds = 0 }) => {
        if (state !== 'begins')
          console.log(`     ${step}${state === 'done' ? `: ${(milliseconds / 1000).toFixed(1)} s` : ''}`);
      },
    }),
  );
  let limited = false;
  const backEnd = new ClusterBackEnd('kind', async (setting) => {
    const live = await pool.find(setting);
    return limited ? limitAgain(live) : live;
  });
  const manifests = [
    ...Array.from({ length: 60 }, (_, i) => service(`empty-${i}`, 'nobody')),
    ...Array.from({ length: 9 }, (_, i) => service(`web-${i}`, `p${i}`)),
    ...Array.from({ length: 9 }, (_, i) => pod(`p${i}`, nodes[i % 2] ?? '')),
  ];
  const setting = { cluster: defaultCluster(2), scenario: 'check', keepImages: false };
  try {
    for (limited of [false, true]) {
      await backEnd.open(setting);
      const [, seconds] = await timed(() => backEnd.apply({ kind: 'apply', manifests }));
      console.log(`     78 objects applied, pods ready: ${seconds.toFixed(1)} s`);
      if (!limited) {
        await checkMatrix(backEnd);
        await checkConnections(backEnd);
        await timeOfOneExec(await pool.find(setting));
      }
      await checkRefusals(
        backEnd,
        limited ? 'limits as the kernel has them' : 'limits lifted',
        limited ? 75 : 3,
      );
      const left = await backEnd.close();
      if (left.length > 0) note(`everything removed (${left.join('; ')})`, false, 0, 0);
    }
  } finally {
    await backEnd.close();
    await pool.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ClusterError)) throw error;
  console.log(`not tried: ${error.message}`);
}
if (kept.some((promise) => !promise.kept)) process.exitCode = 1;
