import type { Flow } from '../../engine/flow/index.ts';
import {
  defaultCluster,
  manifestOf,
  type Deployment,
  type Pod,
  type Service,
} from '../../engine/kube/index.ts';
import { makeState, resolve, type State } from '../../engine/model/index.ts';
import { formatRows, median, type BenchRow } from './row.ts';

const services = 50;
const replicas = 3;

/** How many flows the model judges in a second, on one core, traces made but not read. */
export function verdictRows(): BenchRow[] {
  const state = bigEnough();
  const flows = mixedFlows(state);
  const cold = perSecond(state, flows, 1);
  const warm = median(Array.from({ length: 5 }, () => perSecond(state, flows, rounds(flows))));
  const read = perSecond(state, flows, 5, (answer) => JSON.stringify(answer).length);
  const figure = (value: number): string => `${Math.round(value / 1000).toLocaleString('en')},000 a second`;
  return [
    {
      what: `verdicts, ${flows.length} different flows, 3 nodes, ${services} Services, warm`,
      figure: figure(warm),
      target: 'at least 300,000, aim 1,000,000',
    },
    {
      what: 'the same, each asked for the first time',
      figure: figure(cold),
      ratio: (cold / warm).toFixed(2),
    },
    {
      what: 'the same, warm, printed as JSON with traces',
      figure: figure(read),
      ratio: (read / warm).toFixed(2),
    },
  ];
}

function rounds(flows: readonly Flow[]): number {
  return Math.ceil(400_000 / flows.length);
}

let sink = 0;

function perSecond(
  state: State,
  flows: readonly Flow[],
  times: number,
  use: (answer: ReturnType<typeof resolve>) => number = (answer) => answer.trace.length,
): number {
  const start = process.cpuUsage();
  for (let round = 0; round < times; round++) {
    for (const flow of flows) sink += use(resolve(state, flow));
  }
  // The processor's own time: what else runs on the machine does not count.
  const { user, system } = process.cpuUsage(start);
  return (times * flows.length) / ((user + system) / 1e6);
}

/** Cluster IPs, node ports, policies, headless Services, Services without pods; clients on every node. */
function bigEnough(): State {
  const deployments = range(services - 5).map((n) => manifestOf(deployment(n)));
  const exposed = range(services).map((n) => manifestOf(service(n)));
  const clients = range(10).map((n) => manifestOf(client(n)));
  return makeState(defaultCluster(2), [...deployments, ...exposed, ...clients]);
}

function mixedFlows(state: State): Flow[] {
  const pods = state.objects.list<Pod>('Pod').filter(({ object }) => object.status?.podIP);
  const from = [
    ...pods
      .slice(0, 40)
      .map(({ object }) => ({ pod: `${object.metadata.namespace}/${object.metadata.name}` })),
    { host: 'worker' },
    { host: 'control-plane' },
    { outside: '203.0.113.9' },
  ];
  const to = [
    ...range(services).flatMap((n) => [`service/shop/web-${n}:80`, `web-${n}.shop:80`]),
    ...range(services).map((n) => `node/worker${n % 2 === 0 ? '' : '2'}:${30000 + n}`),
    ...pods.slice(0, 30).map(({ object }) => `${object.status?.podIP}:8080`),
  ].filter((text) => !/^service\/shop\/web-\d*7:/.test(text));
  return from.flatMap((client) => to.map((text) => ({ from: client, to: text })));
}

function deployment(n: number): Deployment {
  const labels = { app: `web-${n}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `web-${n}`, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'web', ports: [{ containerPort: 8080 }] }] },
      },
    },
  };
}

/** Every third is a NodePort, half of those Local; every tenth is headless. The last five have no pods. */
function service(n: number): Service {
  const nodePort = n % 3 === 0 && n % 10 !== 7;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `web-${n}`, namespace: 'shop' },
    spec: {
      selector: { app: `web-${n}` },
      ...(nodePort && { type: 'NodePort' }),
      ...(nodePort && n % 2 === 0 && { externalTrafficPolicy: 'Local' }),
      ...(n % 10 === 7 && { clusterIP: 'None' }),
      ports: [{ port: 80, targetPort: 8080, ...(nodePort && { nodePort: 30000 + n }) }],
    },
  };
}

function client(n: number): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `client-${n}`, namespace: 'shop' },
    spec: { containers: [{ name: 'client' }] },
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

if (import.meta.main) {
  console.log(formatRows(verdictRows()));
  if (sink === 0) console.log('nothing was measured');
}
