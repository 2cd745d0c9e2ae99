import { canonicalAddress } from '../address.ts';
import type { FieldPath } from '../manifest.ts';
import { parseRange } from '../range.ts';
import { proxyModes } from '../releases/proxy-modes.ts';
import { familiesOf } from './default-cluster.ts';
import type { ConfigFile } from './config-file.ts';
import { splitList, type KubeProxyConfiguration } from './proxy-config.ts';

type Say = (path: FieldPath, what: string, expected?: string) => void;

/**
 * Says what is wrong with a KubeProxyConfiguration as kube-proxy does before it ends; true if nothing is
 * (pkg/proxy/apis/config/validation). What a release does not take is another question, see `checkProxyAtRelease`.
 */
export function checkProxy(file: ConfigFile<KubeProxyConfiguration>): boolean {
  if (!file.hasRightShape()) return false;
  let faults = 0;
  const say: Say = (path, what, expected) => {
    faults++;
    file.say({ path, what, expected });
  };
  const { value } = file;
  checkMode(value, say);
  checkLocal(value, say);
  checkNodePortAddresses(value, say);
  checkSections(value, say);
  for (const field of ['healthzBindAddress', 'metricsBindAddress'] as const) checkSocket(value, field, say);
  if (value.bindAddress && canonicalAddress(value.bindAddress) === undefined) {
    say(
      ['bindAddress'],
      invalid(value.bindAddress, 'not a valid textual representation of an IP address'),
      'an address',
    );
  }
  return faults === 0;
}

function invalid(value: unknown, why: string): string {
  return `Invalid value: ${JSON.stringify(value)}: ${why}`;
}

function checkMode({ mode }: KubeProxyConfiguration, say: Say): void {
  if (!mode || (proxyModes as readonly string[]).includes(mode)) return;
  const list = 'iptables, ipvs, nftables';
  const why = `must be ${list} or blank (blank means the best-available proxy [currently iptables])`;
  say(['mode'], invalid(mode, why), `one of ${proxyModes.join(', ')}`);
}

const detectModes = ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix', ''];
const pair = '(e.g. [10.100.0.0/16, fde4:8dba:82e1::/48]';

function checkLocal({ detectLocal, clusterCIDR, ...value }: KubeProxyConfiguration, say: Say): void {
  const detectLocalMode = value.detectLocalMode ?? '';
  if (!detectModes.includes(detectLocalMode)) {
    const list = detectModes.map((mode) => JSON.stringify(mode)).join(', ');
    say(
      ['detectLocalMode'],
      `Unsupported value: ${JSON.stringify(detectLocalMode)}: supported values: ${list}`,
      `one of ${detectModes.slice(0, -1).join(', ')}`,
    );
  }
  if (detectLocalMode === 'BridgeInterface' && !detectLocal?.bridgeInterface) {
    say(['detectLocal', 'bridgeInterface'], invalid('', 'must not be empty'), 'the name of a bridge');
  }
  if (detectLocalMode === 'InterfaceNamePrefix' && !detectLocal?.interfaceNamePrefix) {
    say(['detectLocal', 'interfaceNamePrefix'], invalid('', 'must not be empty'), 'such as veth');
  }
  const usesRanges = detectLocalMode === '' || detectLocalMode === 'ClusterCIDR';
  const ranges = usesRanges && clusterCIDR ? splitList(clusterCIDR) : [];
  if (ranges.length > 2)
    return say(['clusterCIDR'], invalid(clusterCIDR, notPair), 'one range, or one of each family');
  for (const range of ranges.filter((text) => !parseRange(text))) {
    const why = 'must be a valid CIDR block (e.g. 10.100.0.0/16 or fde4:8dba:82e1::/48)';
    say(['clusterCIDR'], invalid(range, why), 'such as 10.244.0.0/16');
  }
  if (ranges.length === 2 && ranges.every((text) => parseRange(text)) && familiesOf(ranges).length < 2) {
    say(['clusterCIDR'], invalid(clusterCIDR, notPair), 'one range, or one of each family');
  }
}

const notPair = `must be a either a single CIDR or dual-stack pair of CIDRs ${pair}`;

function checkNodePortAddresses({ nodePortAddresses }: KubeProxyConfiguration, say: Say): void {
  const list = nodePortAddresses ?? [];
  for (const [i, range] of list.entries()) {
    const path = ['nodePortAddresses', i];
    if (range === 'primary') {
      if (list.length > 1) {
        say(path, invalid(range, "can't use both 'primary' and CIDRs"), 'primary alone, or ranges');
      }
      return;
    }
    if (!parseRange(range)) {
      say(path, invalid(range, 'must be a valid CIDR'), 'ranges such as 172.18.0.0/16, or primary alone');
    }
  }
}

function checkSections({ mode, iptables, nftables, ipvs }: KubeProxyConfiguration, say: Say): void {
  const checkBit = (section: string, bit: number | undefined): void => {
    if (bit === undefined || (bit >= 0 && bit <= 31)) return;
    say([section, 'masqueradeBit'], invalid(bit, 'must be within the range [0, 31]'), '0 to 31');
  };
  checkBit('iptables', iptables?.masqueradeBit);
  if (mode === 'nftables') checkBit('nftables', nftables?.masqueradeBit);
  if (mode !== 'ipvs') return;
  for (const [i, range] of (ipvs?.excludeCIDRs ?? []).entries()) {
    if (!parseRange(range))
      say(['ipvs', 'excludeCIDRs', i], invalid(range, 'must be a valid CIDR'), 'a range');
  }
}

/** A port may be left out of these two; then it is the usual one (`AppendPortIfNeeded`). */
function checkSocket(
  value: KubeProxyConfiguration,
  field: 'healthzBindAddress' | 'metricsBindAddress',
  say: Say,
): void {
  const text = value[field];
  if (!text || canonicalAddress(text) !== undefined) return;
  const [, host = '', port = ''] = /^(.*):([^:\]]*)$/.exec(text) ?? [];
  if (host === '' && port === '')
    return say([field], invalid(text, 'must be IP:port'), 'such as 0.0.0.0:10256');
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (canonicalAddress(address) === undefined)
    say([field], invalid(address, 'must be a valid IP'), 'an address');
  const number = /^\d+$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65535) say([field], invalid(port, 'must be a valid port'), '1 to 65535');
}
