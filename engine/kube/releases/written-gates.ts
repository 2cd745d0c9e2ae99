import { closest, type Place, type Problem } from '../../errors/index.ts';
import type { Version } from '../cluster.ts';
import { formatVersion } from '../version.ts';
import type { Gate, GateSettings } from './gate.ts';
import { gates, type GateName } from './gates.ts';
import { milestoneOf } from './is-on.ts';

/** A feature gate that a configuration file switches. */
export interface WrittenGate {
  readonly name: string;
  readonly on: boolean;
  /** `KubeProxyConfiguration, featureGates.X` */
  readonly path: string;
  readonly where?: Place | undefined;
}

const ofStages = ['AllAlpha', 'AllBeta'];

/** Reads `A=true,B=false`, the form of `--feature-gates`. What is no such pair is left out. */
export function parseGates(text: string): GateSettings {
  return Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [, name = '', value = ''] = /^\s*(\w+)=(true|false)\s*$/i.exec(pair) ?? [];
      return name === '' ? [] : [[name, value.toLowerCase() === 'true'] as const];
    }),
  );
}

export function settingsOf(written: readonly WrittenGate[]): GateSettings {
  return Object.fromEntries(written.map(({ name, on }) => [name, on]));
}

/**
 * Why components of a release would not start with these gates: one that the release does not have, or one that is
 * locked. Gates that decide nothing here are let through; what nearly is the name of one that does is a warning.
 */
export function checkGates(
  written: readonly WrittenGate[],
  version: Version,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  for (const { name, on, path, where } of written) {
    if (ofStages.includes(name)) continue;
    if (!isKnown(name)) {
      const near = closest(name, Object.keys(gates));
      if (near !== undefined)
        warnings.push({ what: `${path}: no gate of this name decides a flow`, where, hint: near });
      continue;
    }
    const milestone = milestoneOf(name, version);
    const release = `Kubernetes ${formatVersion(version)}`;
    if (!milestone)
      problems.push({ what: `${path}: ${release} has no such gate`, where, expected: lifeOf(name) });
    else if (milestone.locked && on !== milestone.on) {
      const what = `${path}: can't be switched, it is locked to ${milestone.on} in ${release}`;
      problems.push({ what, where, expected: lifeOf(name) });
    }
  }
  return { problems, warnings };
}

function isKnown(name: string): name is GateName {
  return Object.hasOwn(gates, name);
}

/** `alpha since 1.22, beta since 1.26, GA since 1.28` */
export function lifeOf(name: GateName): string {
  const { milestones, removed }: Gate = gates[name];
  const stages = milestones.map(({ since, stage, on }) => {
    const off = stage === 'beta' && !on ? ' (off)' : '';
    return `${stage}${off} since ${since}`;
  });
  return [...stages, ...(removed === undefined ? [] : [`gone since ${removed}`])].join(', ');
}
