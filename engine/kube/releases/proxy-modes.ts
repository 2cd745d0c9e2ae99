import type { ProxyMode, Version } from '../cluster.ts';
import { isAtLeast } from '../version.ts';
import type { GateSettings } from './gate.ts';
import type { GateName } from './gates.ts';
import { isOn, milestoneOf } from './is-on.ts';

/** From when to when a mode of kube-proxy can be chosen (cmd/kube-proxy of each release). */
export interface ModeLife {
  /** The gate that it needs, while there is one. */
  readonly gate?: GateName;
  /** From this release on kube-proxy says that it is on its way out. */
  readonly deprecated?: string;
  /** The first release without it. */
  readonly removed?: string;
  readonly evidence: string;
}

export const modeLives: Readonly<Record<ProxyMode, ModeLife>> = {
  iptables: { evidence: 'the default' },
  nftables: { gate: 'NFTablesProxyMode', evidence: 'KEP-3866' },
  ipvs: { gate: 'KubeProxyIPVS', deprecated: '1.35', evidence: 'KEP-5495' },
  userspace: { deprecated: '1.23', removed: '1.26', evidence: 'kubernetes PR 112133' },
};

export const proxyModes = Object.keys(modeLives) as readonly ProxyMode[];

/** The modes that kube-proxy takes at a release. */
export function modesAt(version: Version, settings?: GateSettings): readonly ProxyMode[] {
  return proxyModes.filter((mode) => {
    const { gate, removed } = modeLives[mode];
    if (removed !== undefined && isAtLeast(version, removed)) return false;
    return gate === undefined || isUngated(mode, version) || isOn(gate, version, settings);
  });
}

/** The gate of a mode on its way out exists only at the end: before, the mode needs none. */
function isUngated(mode: ProxyMode, version: Version): boolean {
  const { gate, deprecated } = modeLives[mode];
  return gate !== undefined && deprecated !== undefined && milestoneOf(gate, version) === undefined;
}

/** `until 1.25`, `from 1.29 with feature gate NFTablesProxyMode, from 1.31 without`: when it can be chosen. */
export function sayLife(mode: ProxyMode): string {
  return words[mode];
}

const words: Readonly<Record<ProxyMode, string>> = {
  iptables: 'in every release',
  nftables: 'from 1.29 with feature gate NFTablesProxyMode, from 1.31 without',
  ipvs: 'in every release, deprecated from 1.35',
  userspace: 'until 1.25',
};
