import type { Place, Problem } from '../../errors/index.ts';
import type { Cluster } from '../cluster.ts';
import type { FieldPath } from '../manifest.ts';
import { behaviour } from '../releases/behaviours.ts';
import { modeLives, modesAt, sayLife } from '../releases/proxy-modes.ts';
import { formatVersion, isAtLeast } from '../version.ts';

/** Where fields of a proxy's configuration were written; nothing for what nobody wrote. */
export type WrittenAt = (field: FieldPath) => { readonly where: Place; readonly found?: string } | undefined;

export interface AtRelease {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Schedulers that a kube-proxy before 1.27 knows; later ones ask the kernel (kubernetes PR 114669). */
const oldSchedulers = ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'sh', 'dh', 'sed', 'nq'];

/**
 * What of a proxy's configuration its release does not take: kube-proxy ends with these messages instead of
 * starting (pkg/proxy/apis/config/validation of the release).
 */
export function checkProxyAtRelease(cluster: Cluster, writtenAt: WrittenAt = () => undefined): AtRelease {
  const { version, proxy } = cluster;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const release = `Kubernetes ${formatVersion(version)}`;
  const modes = modesAt(version, proxy.featureGates);
  if (!modes.includes(proxy.mode)) {
    const list = [...modes].sort().join(', ');
    problems.push({
      what: `kube-proxy of ${release} does not start, mode: Invalid value: "${proxy.mode}": must be ${list} or blank (blank means the best-available proxy [currently iptables])`,
      ...writtenAt(['mode']),
      expected: [...modes].sort().join(', '),
      hint: `mode ${proxy.mode} exists ${sayLife(proxy.mode)}`,
    });
  }
  const { deprecated } = modeLives[proxy.mode];
  if (problems.length === 0 && deprecated !== undefined && isAtLeast(version, deprecated)) {
    warnings.push({
      what: `mode ${proxy.mode} is deprecated in ${release}: kube-proxy says so and goes on`,
      ...writtenAt(['mode']),
      hint: proxy.mode === 'userspace' ? 'iptables or ipvs' : 'nftables',
    });
  }
  if (
    proxy.mode === 'ipvs' &&
    !behaviour('kernelSchedulers', version) &&
    !oldSchedulers.includes(proxy.ipvsScheduler)
  ) {
    problems.push({
      what: `kube-proxy of ${release} does not start, ipvs.scheduler: Invalid value: "${proxy.ipvsScheduler}": must be in [${oldSchedulers.join(' ')} ], blank means the default algorithm method (currently rr)`,
      ...writtenAt(['ipvs', 'scheduler']),
      expected: oldSchedulers.join(', '),
      hint: 'other schedulers from 1.27 on',
    });
  }
  if (proxy.nodePortAddresses.includes('primary') && !behaviour('primaryNodePortAddresses', version)) {
    problems.push({
      what: `kube-proxy of ${release} does not start, nodePortAddresses[0]: Invalid value: "primary": must be a valid CIDR`,
      ...writtenAt(['nodePortAddresses', 0]),
      expected: 'ranges such as 172.18.0.0/16; the word primary from 1.31 on',
    });
  }
  return { problems, warnings };
}
