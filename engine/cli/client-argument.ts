import { UserError } from '../errors/index.ts';
import { parseClient, type Client } from '../flow/index.ts';

/** `pod/client`, `pod/shop/client`, `host/worker`, `node/worker`, `outside`, or the words of a scenario. */
export function parseClientArgument(text: string, namespace: string): Client {
  const words = text.replace(
    /^(pod|host|node|outside)\//,
    (_, kind: string) => `${kind === 'node' ? 'host' : kind} `,
  );
  const client = parseClient(words);
  if ('what' in client) {
    throw new UserError({
      ...client,
      expected: 'pod/NAME, pod/NAMESPACE/NAME, host/NODE, outside, outside/ADDRESS',
    });
  }
  return 'pod' in client && !client.pod.includes('/') ? { pod: `${namespace}/${client.pod}` } : client;
}
