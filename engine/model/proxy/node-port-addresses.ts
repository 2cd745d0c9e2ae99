import { familyOf, inRange, parseRange, type IPFamily, type ProxyConfig } from '../../kube/index.ts';
import { isLoopback } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import type { ModeTraits } from './modes/index.ts';

/**
 * Whether a node's proxy takes node ports on this address of the node. `nodePortAddresses` holds ranges or the
 * word `primary`; a family without a range in the list takes all its addresses, but for a mode that then takes the
 * primary one (pkg/proxy/util NodePortAddresses, TestNodePorts).
 */
export function takesNodePorts(
  traits: ModeTraits,
  config: ProxyConfig,
  node: NetworkNode,
  address: string,
): boolean {
  const family = familyOf(address);
  if (family === undefined) return false;
  const loopback = isLoopback(address);
  if (loopback && !(family === 'IPv4' && onLoopback[traits.loopbackNodePorts](config))) return false;
  if (!loopback && !node.addresses.includes(address)) return false;
  if (traits.nodePortRanges === 'ignored') return true;
  const ranges = rangesOf(traits, config, node, family);
  if (ranges === 'all') return true;
  // With ranges, rules are written address by address, and the only one of loopback is 127.0.0.1.
  if (loopback && address !== '127.0.0.1') return false;
  return ranges.some((range) => inRange(address, range));
}

/**
 * Whether health checks of Services are answered on this address of the node. They have listeners instead of rules,
 * so loopback and addresses of Services count where all addresses do (pkg/proxy/healthcheck newServiceHealthServer).
 */
export function listensForHealthChecks(
  traits: ModeTraits,
  config: ProxyConfig,
  node: NetworkNode,
  address: string,
): boolean {
  const family = familyOf(address);
  if (family === undefined) return false;
  const ranges = rangesOf(traits, config, node, family);
  return ranges === 'all' || ranges.some((range) => inRange(address, range));
}

/** The ranges that a proxy takes of one family; `all` if it takes everything. */
function rangesOf(
  traits: ModeTraits,
  config: ProxyConfig,
  node: NetworkNode,
  family: IPFamily,
): readonly string[] | 'all' {
  const { unset, familyUnset } = defaults[traits.nodePortAddresses];
  const list = config.nodePortAddresses.length === 0 ? unset : config.nodePortAddresses;
  const named = ofFamily(list, node, family);
  const own = named.length === 0 ? ofFamily(familyUnset, node, family) : named;
  return own.length === 0 || own.some((range) => parseRange(range)?.prefix === 0) ? 'all' : own;
}

const onLoopback: Readonly<Record<ModeTraits['loopbackNodePorts'], (config: ProxyConfig) => boolean>> = {
  option: ({ localhostNodePorts }) => localhostNodePorts,
  never: () => false,
  always: () => true,
};

/** What a mode takes where no list is given, and for a family of which the list has no range. */
const defaults = {
  all: { unset: [], familyUnset: [] },
  primary: { unset: ['primary'], familyUnset: [] },
  'primary by family': { unset: ['primary'], familyUnset: ['primary'] },
} as const satisfies Readonly<
  Record<
    ModeTraits['nodePortAddresses'],
    { readonly unset: readonly string[]; readonly familyUnset: readonly string[] }
  >
>;

function ofFamily(list: readonly string[], node: NetworkNode, family: IPFamily): readonly string[] {
  const primaryOnly = list.length === 1 && list[0] === 'primary';
  const ranges = primaryOnly ? primaryRanges(node) : list;
  return ranges.filter((range) => parseRange(range)?.family === family);
}

function primaryRanges(node: NetworkNode): readonly string[] {
  return Object.values(node.primary).map(
    (address) => `${address}/${familyOf(address) === 'IPv4' ? 32 : 128}`,
  );
}
