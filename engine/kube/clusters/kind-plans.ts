import type { Problem } from '../../errors/index.ts';
import { canonicalAddress } from '../address.ts';
import type { FieldPath, Manifest } from '../manifest.ts';
import type { Taint } from '../types/node.ts';
import { ConfigFile } from './config-file.ts';
import type { KindConfig, KindNode } from './kind-types.ts';
import type { NodePlan, Role } from './kind-nodes.ts';
import { extraArgs, mergePatches, readPatches, type Patch } from './kubeadm-patches.ts';
import { splitList } from './proxy-config.ts';

const roles: readonly string[] = ['control-plane', 'worker'];

/** What the config says of each node, kubeadm's patches applied. kind without nodes makes one control plane. */
export function plansOf(
  file: ConfigFile<KindConfig>,
  clusterPatches: readonly Patch[],
  problems: Problem[],
): NodePlan[] {
  const nodes = file.value.nodes?.length ? file.value.nodes : [{ role: 'control-plane' }];
  const first = nodes.findIndex((node) => roleOf(node) === 'control-plane');
  if (first === -1) {
    file.say({
      path: ['nodes'],
      what: 'no control plane among the nodes',
      hint: '- role: control-plane',
    });
  }
  return nodes.map((node, i) => {
    file.checkOneOf(['nodes', i, 'role'], node.role || 'control-plane', roles);
    checkPorts(file, node, i);
    const own = readPatches(
      node.kubeadmConfigPatches ?? [],
      ['nodes', i, 'kubeadmConfigPatches'],
      file.fields,
      problems,
    );
    const kind = i === first ? 'InitConfiguration' : 'JoinConfiguration';
    const merged = mergePatches([...clusterPatches, ...own], kind);
    const registration = (merged['nodeRegistration'] ?? {}) as Registration;
    const args = extraArgs(registration.kubeletExtraArgs);
    const labels = args['node-labels'] === undefined ? node.labels : labelsFrom(args['node-labels']);
    const addresses = addressesFrom(args['node-ip']);
    return {
      role: roleOf(node),
      labels,
      taints: registration.taints,
      addresses,
      origin: writtenAt(file, i),
    };
  });
}

interface Registration {
  readonly taints?: readonly Taint[];
  readonly kubeletExtraArgs?: unknown;
}

function roleOf(node: KindNode): Role {
  return node.role === 'worker' ? 'worker' : 'control-plane';
}

/** A node's labels are where the config has them; everything else of it where the node is. */
function writtenAt(file: ConfigFile<KindConfig>, i: number): Manifest {
  const place = (path: FieldPath): FieldPath =>
    path[0] === 'metadata' && path[1] === 'labels' ? ['nodes', i, ...path.slice(1)] : ['nodes', i];
  return {
    object: { apiVersion: 'v1', kind: 'Node', metadata: { name: '' } },
    placeOf: (path = []) => file.fields.placeOf(place(path)),
  };
}

/** `--node-labels a=b,c=d` takes the place of kind's own list of labels. */
function labelsFrom(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    splitList(text).map((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function addressesFrom(text: string | undefined): readonly string[] | undefined {
  const addresses = splitList(text ?? '').flatMap((address) => canonicalAddress(address) ?? []);
  return addresses.length === 0 ? undefined : addresses;
}

function checkPorts(file: ConfigFile<KindConfig>, node: KindNode, i: number): void {
  node.extraPortMappings?.forEach((mapping, j) => {
    for (const field of ['containerPort', 'hostPort'] as const) {
      const port = mapping[field];
      if (port === undefined || (port >= -1 && port <= 65535)) continue;
      file.say({
        path: ['nodes', i, 'extraPortMappings', j, field],
        what: `no port ${port}`,
        expected: '1 to 65535',
      });
    }
    const path = ['nodes', i, 'extraPortMappings', j, 'protocol'];
    file.checkOneOf(path, mapping.protocol?.toUpperCase() || 'TCP', ['TCP', 'UDP', 'SCTP']);
  });
}
