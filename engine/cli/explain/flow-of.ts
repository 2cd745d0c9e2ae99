import { UserError } from '../../errors/index.ts';
import { formatClient, parseFlow, type Flow } from '../../flow/index.ts';
import { parseClientArgument } from '../client-argument.ts';

/** Options that belong to the question itself. */
export interface FlowOptions {
  readonly namespace: string;
  readonly protocol: string;
}

/** The flow that the arguments mean. Throws a UserError for one that can't be asked. */
export function flowOf(from: string, to: string, { namespace, protocol }: FlowOptions): Flow {
  const flow = parseFlow({
    from: parseClientArgument(from, namespace),
    to: inNamespace(to, namespace),
    protocol,
  });
  if ('what' in flow) throw new UserError(flow);
  return flow;
}

/** `pod shop/client -> web:80 UDP` */
export function titleOf(flow: Flow, to: string, { protocol }: FlowOptions): string {
  return `${formatClient(flow.from)} -> ${to}${protocol === 'TCP' ? '' : ` ${protocol}`}`;
}

/** `service/web:80` and `pod/web:80` of the namespace that was asked for. */
function inNamespace(to: string, namespace: string): Flow['to'] {
  return to.replace(/^(service|svc|pod)\/([^/]+)$/, `$1/${namespace}/$2`);
}
