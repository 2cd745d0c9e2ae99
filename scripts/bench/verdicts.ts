import type { Flow } from '../../engine/flow/index.ts';
import { connect, resolve, type State } from '../../engine/model/index.ts';
import { cpuSeconds } from './cpu.ts';
import { mixedFlows, mixedState, services } from './mixed-state.ts';
import { formatRows, median, type BenchRow } from './row.ts';

/** How many flows the model judges in a second, on one core, traces made but not read. */
export function verdictRows(): BenchRow[] {
  const state = mixedState();
  const flows = mixedFlows(state);
  const rounds = Math.ceil(400_000 / flows.length);
  const cold = perSecond(flows, 1, (flow) => resolve(state, flow).trace.length);
  const warm = median(
    Array.from({ length: 5 }, () => perSecond(flows, rounds, (flow) => resolve(state, flow).trace.length)),
  );
  const read = perSecond(flows, 5, (flow) => JSON.stringify(resolve(state, flow)).length);
  const remembered = rememberEach(state, flows);
  const beside = (value: number): string => (value / warm).toFixed(2);
  return [
    {
      what: `verdicts, ${flows.length} different flows, 3 nodes, ${services} Services, warm`,
      figure: figure(warm),
      target: 'at least 500,000, aim 1,000,000',
    },
    { what: 'the same, each asked for the first time', figure: figure(cold), ratio: beside(cold) },
    {
      what: 'the same, warm, each a connection that nodes remember',
      figure: figure(remembered),
      ratio: beside(remembered),
    },
    { what: 'the same, warm, printed as JSON with traces', figure: figure(read), ratio: beside(read) },
  ];
}

function figure(value: number): string {
  return `${Math.round(value / 1000).toLocaleString('en')},000 a second`;
}

let sink = 0;

/** The processor's own time: what else runs on the machine does not count. */
function perSecond(flows: readonly Flow[], times: number, use: (flow: Flow) => number): number {
  const seconds = cpuSeconds(() => {
    for (let round = 0; round < times; round++) for (const flow of flows) sink += use(flow);
  });
  return (times * flows.length) / seconds;
}

/** Affinity as it happens: every connection finds what the ones before it left behind. */
function rememberEach(start: State, flows: readonly Flow[]): number {
  let state = start;
  const make = (flow: Flow): number => {
    const made = connect(state, flow);
    state = made.state;
    return made.answer.trace.length;
  };
  perSecond(flows, 1, make);
  return perSecond(flows, 5, make);
}

if (import.meta.main) {
  console.log(formatRows(verdictRows()));
  if (sink === 0) console.log('nothing was measured');
}
