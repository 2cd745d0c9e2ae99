import { UserError, type Place } from '../../errors/index.ts';
import { parseDestination } from '../../flow/index.ts';

/** `nodeport/NODE/SERVICE:PORT`: whatever number the cluster gave to that port of the Service. */
export const nodePortForm = /^nodeport\/([^/]+)\/((?:[^/]+\/)?[^/:]+)(?::([a-z0-9-]+))?$/;

/** `loadbalancer/SERVICE:PORT`: the address that somebody gave to a load balancer, the first if it has several. */
export const loadBalancerForm = /^loadbalancer\/((?:[^/]+\/)?[^/:]+):(\d+)$/;

/** True for the forms that scenarios have beside those of flows: each back end has its own number or address there. */
export function isScenarioForm(to: string): boolean {
  return nodePortForm.test(to) || loadBalancerForm.test(to);
}

/** Throws if a flow can't go there because of how it is written. */
export function checkDestination(to: string, where: Place | undefined): void {
  if (isScenarioForm(to)) return;
  const destination = parseDestination(to);
  if ('what' in destination) throw new UserError({ ...destination, where });
}
