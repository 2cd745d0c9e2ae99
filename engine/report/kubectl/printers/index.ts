import type { Printer } from '../printer.ts';
import { endpointSlicePrinter } from './endpoint-slice.ts';
import { endpointsPrinter } from './endpoints.ts';
import { ingressClassPrinter, ingressPrinter } from './ingress.ts';
import { jobPrinter } from './job.ts';
import { nodePrinter } from './node.ts';
import {
  anyPrinter,
  configMapPrinter,
  gatewayClassPrinter,
  gatewayPrinter,
  httpRoutePrinter,
  namespacePrinter,
  secretPrinter,
} from './other.ts';
import { podPrinter } from './pod.ts';
import { servicePrinter } from './service.ts';
import {
  daemonSetPrinter,
  deploymentPrinter,
  replicaSetPrinter,
  replicationControllerPrinter,
  statefulSetPrinter,
} from './workload.ts';

const printers: readonly Printer[] = [
  configMapPrinter,
  daemonSetPrinter,
  deploymentPrinter,
  endpointSlicePrinter,
  endpointsPrinter,
  gatewayClassPrinter,
  gatewayPrinter,
  httpRoutePrinter,
  ingressClassPrinter,
  ingressPrinter,
  jobPrinter,
  namespacePrinter,
  nodePrinter,
  podPrinter,
  replicaSetPrinter,
  replicationControllerPrinter,
  secretPrinter,
  servicePrinter,
  statefulSetPrinter,
];
const byKind = new Map(printers.map((it) => [it.kind, it]));

export function printerOf(kind: string): Printer {
  return byKind.get(kind) ?? anyPrinter;
}
