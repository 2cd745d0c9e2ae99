import { UserError, type Place } from '../../errors/index.ts';
import { parseDestination } from '../../flow/index.ts';

/** `nodeport/NODE/SERVICE:PORT`: whatever number the cluster gave to that port of the Service. */
export const nodePortForm = /^nodeport\/([^/]+)\/((?:[^/]+\/)?[^/:]+)(?::([a-z0-9-]+))?$/;

/** Throws if a flow can't go there because of how it is written. */
export function checkDestination(to: string, where: Place | undefined): void {
  if (nodePortForm.test(to)) return;
  const destination = parseDestination(to);
  if ('what' in destination) throw new UserError({ ...destination, where });
}
