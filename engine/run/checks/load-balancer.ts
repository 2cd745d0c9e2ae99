import { defaultOutside } from '../../flow/index.ts';
import type { Service } from '../../kube/index.ts';
import { failIfAny } from '../failing.ts';
import { judgeFlows, type FlowCheck } from '../judge-flows.ts';
import { qualify } from '../names/translate.ts';
import type { Session } from '../session.ts';
import { expectPending } from './services.ts';

/** A LoadBalancer that nobody serves: no address, and each of its ports on every node. */
export async function expectNodePortFallback(session: Session, name: string): Promise<void> {
  await expectPending(session, name);
  const { state, namespace } = session.model;
  const service = qualify(name, namespace);
  const [ns = '', own = ''] = service.split('/');
  const ports = state.objects.get<Service>('Service', ns, own)?.object.spec.ports ?? [];
  const checks = ports.flatMap(({ port, protocol = 'TCP' }) =>
    state.cluster.nodes.map(({ object }): FlowCheck => {
      const node = object.metadata.name;
      const to = `nodeport/${node}/${service}:${port}`;
      const flow = { from: { outside: defaultOutside, via: node }, to, protocol };
      return { flow, expectation: { result: 'reached', backends: [{ kind: 'service', name: service }] } };
    }),
  );
  const verdicts = await judgeFlows(session, checks);
  session.remember(verdicts, checks);
  await failIfAny(session, verdicts);
}
