import type { Change } from '../../engine/flow/index.ts';
import {
  defaultCluster,
  manifestOf,
  type KubeObject,
  type Manifest,
  type Pod,
} from '../../engine/kube/index.ts';
import { applyChange, makeState, resolve } from '../../engine/model/index.ts';
import { cpuSeconds } from './cpu.ts';
import { formatRows, median, type BenchRow } from './row.ts';

const count = 5000;
const rounds = 300;

/** What a change costs in a state of many Services, and the first verdict about the Service that it concerns. */
export function changeRows(): BenchRow[] {
  let state = makeState(defaultCluster(2), []);
  const seconds = cpuSeconds(() => {
    state = makeState(defaultCluster(60), manyServices());
  });
  const pods = state.objects.list<Pod>('Pod').filter(({ object }) => object.metadata.name.startsWith('web-'));
  const rows = Object.entries(changes).map(([what, make]): BenchRow => {
    const times: number[] = [];
    let before = state;
    for (let round = 0; round < rounds; round++) {
      const pod = pods[(round * 37) % pods.length]!.object;
      const n = Number(pod.metadata.labels!['app']!.slice(4));
      const change = make(pod, n, round);
      const work = (): void => {
        before = applyChange(before, change);
        resolve(before, { from: { host: 'worker' }, to: `service/shop/web-${n}:80` });
        resolve(before, { from: { pod: 'shop/client' }, to: `web-${n}.shop:80` });
      };
      times.push(cpuSeconds(work) * 1000);
    }
    if (what === 'a pod turns unready') state = before;
    const half = times.slice(rounds / 2);
    return {
      what: `${what}, and two verdicts, ${count.toLocaleString('en')} Services`,
      figure: `${median(half).toFixed(2)} ms`,
      beside: `nine in ten within ${percentile(half, 0.9).toFixed(2)} ms, the very first ${times[0]!.toFixed(1)} ms`,
      target: 'at most 1 ms',
    };
  });
  return [...rows, { what: 'that state, made at all', figure: `${seconds.toFixed(1)} s` }];
}

type Make = (pod: Pod, n: number, round: number) => Change;

const changes: Readonly<Record<string, Make>> = {
  'a pod turns unready': (pod) => ({ kind: 'readiness', pod: refOf(pod), ready: false }),
  'a pod turns ready': (pod) => ({ kind: 'readiness', pod: refOf(pod), ready: true }),
  'a pod is relabelled': (pod, _, round) => ({
    kind: 'label',
    object: refOf(pod),
    labels: { round: String(round) },
  }),
  'a Deployment is scaled': (_, n, round) => ({
    kind: 'scale',
    object: { kind: 'Deployment', namespace: 'shop', name: `web-${n}` },
    replicas: 2 + (round % 2),
  }),
  'a Service is applied': (_, n, round) => ({
    kind: 'apply',
    manifests: [service(`more-${round}`, n)],
  }),
};

function manyServices(): readonly Manifest[] {
  const all = Array.from({ length: count }, (_, n) => [deployment(n), service(`web-${n}`, n)]).flat();
  return [
    ...all,
    object({
      kind: 'Pod',
      metadata: { name: 'client', namespace: 'shop' },
      spec: { containers: [{ name: 'a' }] },
    }),
  ];
}

function deployment(n: number): Manifest {
  const labels = { app: `web-${n}`, tier: 'backend' };
  const containers = [{ name: 'web', ports: [{ containerPort: 8080 }] }];
  return object({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `web-${n}`, namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  });
}

function service(name: string, n: number): Manifest {
  const ports = [{ port: 80, targetPort: 8080 }];
  return object({
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: `web-${n}` }, ports },
  });
}

function object(value: object): Manifest {
  return manifestOf({ apiVersion: 'v1', ...value } as KubeObject);
}

function refOf({ metadata }: Pod): { kind: 'Pod'; namespace: string; name: string } {
  return { kind: 'Pod', namespace: 'shop', name: metadata.name };
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;
}

if (import.meta.main) console.log(formatRows(changeRows()));
