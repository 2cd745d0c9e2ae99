import { ruleEvidence, type EndpointNote, type Step } from '../../flow/index.ts';
import { indent, leftRight, width, wrap } from './layout.ts';

/** More endpoints than these are counted only. */
const mostEndpoints = 20;

/**
 * The steps of a decision in full: what was decided and where that comes from, what upstream says of the rule, and
 * where endpoints were sorted out each of them.
 */
export function explanationLines(trace: readonly Step[], title = 'how it was decided'): string[] {
  if (trace.length === 0) return [];
  const digits = String(trace.length).length;
  const steps = trace.flatMap((step, index) => {
    const number = String(index + 1).padStart(digits);
    const room = width - 4 - digits;
    const text = indent(wrap(step.decision, room), digits + 2);
    text[0] = number + (text[0] ?? '').slice(digits);
    const place = step.from && `${step.from.file}:${step.from.line}`;
    return [
      ...leftRight(text, place, width - 2),
      ...indent(wrap(`${step.rule}: ${ruleEvidence[step.rule]}`, room - 4), digits + 6),
      ...indent(endpointLines(step.endpoints ?? [], room - 4), digits + 6),
    ];
  });
  return [title, ...indent(steps, 2)];
}

function endpointLines(notes: readonly EndpointNote[], room: number): string[] {
  const shown = notes.slice(0, mostEndpoints);
  const more = notes.length - shown.length;
  return [
    ...shown.flatMap((note) => wrap(sayNote(note), room - 10).map((line, i) => label(note, i) + line)),
    ...(more > 0 ? [`and ${more} more: -o json lists them all`] : []),
  ];
}

function label({ used }: EndpointNote, line: number): string {
  return (line > 0 ? '' : used ? 'used' : 'left out').padEnd(10);
}

/** `10.244.1.5:8080, shop/web-1 on worker: ready` */
function sayNote({ address, pod, node, why }: EndpointNote): string {
  const who = [...(address === undefined ? [] : [address]), ...(pod === undefined ? [] : [pod])].join(', ');
  return `${who}${node === undefined ? '' : ` on ${node}`}: ${why}`;
}
