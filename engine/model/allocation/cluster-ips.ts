import { nthAddress, parseRange, sizeOf } from '../../kube/index.ts';
import { bandsOf, firstFree } from './first-free.ts';

/** Positions beyond this are not handed out: nobody has that many Services. */
const mostAddresses = 2 ** 20;

/**
 * A free address of a service range, or nothing when it is exhausted. The network address is never
 * handed out, nor the last one of an IPv4 range. The lower band has min(max(16, size/16), 256)
 * addresses (KEP-3070); releases before it have none.
 */
export function allocateClusterIP(
  key: string,
  serviceSubnet: string,
  isFree: (address: string) => boolean,
  banded = true,
): string | undefined {
  const size = Math.min(sizeOf(serviceSubnet), mostAddresses);
  const last = parseRange(serviceSubnet)?.family === 'IPv4' ? size - 2 : size - 1;
  const lowerBand = banded && size > 16 ? Math.min(Math.max(16, Math.floor(size / 16)), 256) : 0;
  const n = firstFree(key, bandsOf({ from: 1, to: last }, lowerBand), (n) => {
    const address = nthAddress(serviceSubnet, n);
    return address !== undefined && isFree(address);
  });
  return n === undefined ? undefined : nthAddress(serviceSubnet, n);
}
