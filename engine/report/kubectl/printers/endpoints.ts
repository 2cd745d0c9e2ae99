import type { Endpoints } from '../../../kube/index.ts';
import { firstFew } from '../first-few.ts';
import { age } from '../human-duration.ts';
import { printer } from '../printer.ts';

/** `printEndpoints` of kubernetes/pkg/printers/internalversion. */
export const endpointsPrinter = printer<Endpoints>(
  'Endpoints',
  'Name | Endpoints | Age',
  (endpoints, { now }) => [
    endpoints.metadata.name,
    formatEndpoints(endpoints),
    age(endpoints.metadata.creationTimestamp, now),
  ],
);

/** `ip:port` for each port and ready address; no subset at all is `<none>`, nobody ready is empty. */
function formatEndpoints({ subsets }: Endpoints): string {
  if (!subsets || subsets.length === 0) return '<none>';
  const list = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) =>
          addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port ?? 0}`),
        ),
  );
  return firstFew(list);
}
