import { defaultOutside, type Client } from '../../flow/index.ts';
import type { Service } from '../../kube/index.ts';
import { failIfAny } from '../failing.ts';
import { judgeFlows, type FlowCheck } from '../judge-flows.ts';
import { qualify } from '../names/translate.ts';
import type { Session } from '../session.ts';
import type { View } from '../view.ts';
import { expectGiven, expectPending } from './services.ts';

/** A LoadBalancer that nobody serves: no address, and each of its ports on every node. */
export async function expectNodePortFallback(session: Session, name: string): Promise<void> {
  await expectPending(session, name);
  await expectPorts(session, name, (node, service, port) => `nodeport/${node}/${service}:${port}`);
}

/** A LoadBalancer that somebody serves: an address, and each of its ports at it, whichever node is asked. */
export async function expectBalanced(session: Session, name: string): Promise<void> {
  await expectGiven(session, name);
  await expectPorts(session, name, (_node, service, port) => `loadbalancer/${service}:${port}`);
}

/**
 * Each port leads to the Service by way of every node that all back ends have. It is asked from outside; from the
 * nodes themselves where nobody outside can be asked.
 */
async function expectPorts(
  session: Session,
  name: string,
  way: (node: string, service: string, port: number) => string,
): Promise<void> {
  const { state, namespace } = session.model;
  const service = qualify(name, namespace);
  const [ns = '', own = ''] = service.split('/');
  const ports = state.objects.get<Service>('Service', ns, own)?.object.spec.ports ?? [];
  const insideOnly = session.participants.some(({ backEnd }) => backEnd.insideOnly === true);
  const nodes = nodesOfAll(await session.views());
  const checks = ports.flatMap(({ port, protocol = 'TCP' }) =>
    nodes.map((node): FlowCheck => {
      const from: Client = insideOnly ? { host: node } : { outside: defaultOutside, via: node };
      const flow = { from, to: way(node, service, port), protocol };
      return { flow, expectation: { result: 'reached', backends: [{ kind: 'service', name: service }] } };
    }),
  );
  const verdicts = await judgeFlows(session, checks);
  session.remember(verdicts, checks);
  await failIfAny(session, verdicts);
}

function nodesOfAll(views: readonly View[]): readonly string[] {
  const [first = [], ...others] = views.map(({ state }) =>
    state.cluster.nodes.map(({ object }) => object.metadata.name),
  );
  return first.filter((node) => others.every((nodes) => nodes.includes(node)));
}
