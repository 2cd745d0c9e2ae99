import { stringify } from 'yaml';
import type { Conformance } from './conformance.ts';

/** The report for programs. Version 1 of its form; what it lacks is left out, nothing is null. */
export function conformanceYaml(conformance: Conformance): string {
  const { version, ...rest } = conformance;
  return stringify({ apiVersion: 'reachform.dev/conformance/v1', reachform: version, ...rest });
}
