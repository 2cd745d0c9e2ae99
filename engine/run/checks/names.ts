import { UserError } from '../../errors/index.ts';
import { matchesPattern, parseBackends, type Client, type NameSeen } from '../../flow/index.ts';
import type { Pod, Service } from '../../kube/index.ts';
import type { Finding } from '../../report/index.ts';
import { failOnFindings } from '../failing.ts';
import { qualify, translateClient } from '../names/translate.ts';
import { poll } from '../poll.ts';
import type { Session } from '../session.ts';
import { readTable } from '../tables/table.ts';
import type { View } from '../view.ts';
import { expectFlow } from './flows.ts';

/** Says what is wrong with an answer; nothing if it is right. */
type Judge = (seen: NameSeen, view: View) => string | undefined;

/** Nobody has this name. With a port, it is asked as a flow. */
export async function expectNoName(session: Session, from: Client, name: string): Promise<void> {
  if (/[:/]/.test(name)) {
    await expectFlow(session, { from, to: name }, { result: 'no-name' });
    return;
  }
  await expectLookup(session, from, name, (seen) =>
    seen.outcome === 'no-name' ? undefined : `"${name}" resolves to ${listOf(seen)}`,
  );
}

/** The name stands for the cluster IPs of a Service. */
export async function expectClusterIpOf(
  session: Session,
  from: Client,
  name: string,
  service: string,
): Promise<void> {
  await expectLookup(session, from, name, (seen, view) => {
    const [namespace = '', own = ''] = qualify(service, view.namespace).split('/');
    const spec = view.state.objects.get<Service>('Service', namespace, own)?.object.spec;
    const addresses = (spec?.clusterIPs ?? [spec?.clusterIP ?? '']).filter(
      (one) => one !== '' && one !== 'None',
    );
    if (addresses.length === 0) return `service ${namespace}/${own} has no cluster IP`;
    const met = seen.addresses.length > 0 && seen.addresses.every((address) => addresses.includes(address));
    return met ? undefined : `"${name}" ${resultOf(seen)}, expected ${addresses.join(', ')}`;
  });
}

/** The name stands for exactly these pods or addresses. */
export async function expectAddresses(
  session: Session,
  from: Client,
  name: string,
  cells: readonly (readonly string[])[],
): Promise<void> {
  const table = readTable(cells, { required: [], optional: ['pod', 'address'] }, session.sentence.rows);
  if ('problems' in table) throw new UserError(table.problems);
  const patterns = table.rows.flatMap((row) => parseBackends(row.cell('pod') || row.cell('address')));
  await expectLookup(session, from, name, (seen, view) => {
    const backends = seen.addresses.map((ip) => ({ ip, port: 0, probability: 1, ...podAt(view, ip) }));
    const met =
      backends.every((backend) => patterns.some((one) => matchesPattern(one, backend, view.knowledge))) &&
      patterns.every((one) => backends.some((backend) => matchesPattern(one, backend, view.knowledge)));
    const wanted = patterns.map((one) => one.name).join(', ');
    const found = backends.map(({ ip, pod }) => (pod === undefined ? ip : `${ip} (pod ${pod})`)).join(', ');
    return met ? undefined : `"${name}" ${resultOf(seen, found)}, expected ${wanted}`;
  });
}

async function expectLookup(session: Session, from: Client, name: string, judge: Judge): Promise<void> {
  const look = async (): Promise<readonly Finding[]> => {
    const views = await session.views();
    const seen = await session.lookUp(
      views.map((view) => translateClient(from, view)),
      name,
    );
    return views.flatMap((view, index): Finding[] => {
      const one = seen[index] ?? { outcome: 'unknown', addresses: [] };
      const text =
        one.outcome === 'unknown'
          ? `nobody can tell: ${one.reason ?? 'no reason was given'}`
          : judge(one, view);
      return text === undefined ? [] : [{ backEnd: view.backEnd, text }];
    });
  };
  const first = await look();
  const seconds = first.some((finding) => finding.backEnd === 'model') ? 0 : session.deadlineSeconds;
  await failOnFindings(session, await poll(look, (findings) => findings.length === 0, seconds));
}

function podAt(view: View, ip: string): { pod?: string } {
  const pod = view.state.objects
    .list<Pod>('Pod')
    .find(({ object }) => object.status?.podIP === ip && !object.spec.hostNetwork)?.object.metadata;
  return pod ? { pod: `${pod.namespace ?? 'default'}/${pod.name}` } : {};
}

function resultOf(seen: NameSeen, found = listOf(seen)): string {
  return seen.outcome === 'no-name' ? 'has no such name' : `resolves to ${found}`;
}

function listOf(seen: NameSeen): string {
  return seen.addresses.join(', ') || 'nothing';
}
