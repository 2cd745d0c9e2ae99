import type { EndpointSlice } from '../../../kube/index.ts';

const most = 3;

/**
 * `ip:port` of the ready endpoints of a port, no more than three. kubectl says `+ 0 more...` where only
 * endpoints that are not ready come after the third; so does this.
 */
export function readyEndpoints(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const shown: string[] = [];
  let more = false;
  let count = 0;
  for (const { endpoints, ports } of slices) {
    const wanted = ports?.length ? ports.filter(({ name }) => (name ?? '') === portName) : [undefined];
    for (const port of wanted) {
      for (const { addresses, conditions } of endpoints ?? []) {
        if (shown.length === most) more = true;
        if (conditions?.ready === false) continue;
        const [address = ''] = addresses;
        if (!more) shown.push(port?.port === undefined ? address : joinPort(address, port.port));
        count += 1;
      }
    }
  }
  return more ? `${shown.join(',')} + ${count - most} more...` : shown.join(',');
}

function joinPort(address: string, port: number): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}
