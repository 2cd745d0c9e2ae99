import type { Version } from '../cluster.ts';
import { isAtLeast } from '../version.ts';
import type { Gate, GateSettings, Milestone } from './gate.ts';
import { gates, type GateName } from './gates.ts';

const none: GateSettings = {};

/** How far a feature has come in a release; nothing where it does not exist yet or is gone. */
export function milestoneOf(name: GateName, version: Version): Milestone | undefined {
  const { milestones, removed }: Gate = gates[name];
  if (removed !== undefined && isAtLeast(version, removed)) return undefined;
  return milestones.findLast(({ since }) => isAtLeast(version, since));
}

/**
 * Whether a feature is on in a release: by its own setting, by that of its stage, or by default. What is
 * locked, gone or not there yet can't be switched.
 */
export function isOn(name: GateName, version: Version, settings: GateSettings = none): boolean {
  const milestone = milestoneOf(name, version);
  if (!milestone) return false;
  if (milestone.locked) return milestone.on;
  return settings[name] ?? settings[allOf[milestone.stage] ?? ''] ?? milestone.on;
}

const allOf: Readonly<Partial<Record<Milestone['stage'], string>>> = { alpha: 'AllAlpha', beta: 'AllBeta' };
