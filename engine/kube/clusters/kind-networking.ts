import { parseRange } from '../range.ts';
import type { IPFamily } from '../types/service.ts';
import type { ConfigFile } from './config-file.ts';
import { familiesOf, kindSubnets } from './default-cluster.ts';
import type { KindConfig } from './kind-types.ts';
import { splitList } from './proxy-config.ts';

export interface Subnets {
  readonly families: readonly IPFamily[];
  readonly pods: readonly string[];
  readonly services: readonly string[];
}

const familiesBy: Readonly<Record<string, readonly IPFamily[]>> = {
  ipv4: ['IPv4'],
  ipv6: ['IPv6'],
  dual: ['IPv4', 'IPv6'],
};

/** The ranges of a kind config, kind's own where it names none; nothing if they can't be. */
export function kindSubnetsOf(file: ConfigFile<KindConfig>): Subnets | undefined {
  const { ipFamily = 'ipv4', podSubnet, serviceSubnet } = file.value.networking ?? {};
  const path = ['networking', 'ipFamily'];
  if (!file.checkOneOf(path, ipFamily || 'ipv4', Object.keys(familiesBy))) return undefined;
  const families = familiesBy[ipFamily || 'ipv4']!;
  const pods = rangesOf(file, 'podSubnet', podSubnet, families, kindSubnets.pod);
  const services = rangesOf(file, 'serviceSubnet', serviceSubnet, families, kindSubnets.service);
  if (!pods || !services) return undefined;
  // The first service range decides which family a Service gets when it does not ask.
  return { families: familiesOf([...services, ...pods]), pods, services };
}

function rangesOf(
  file: ConfigFile<KindConfig>,
  field: 'podSubnet' | 'serviceSubnet',
  text: string | undefined,
  families: readonly IPFamily[],
  defaults: Readonly<Record<IPFamily, string>>,
): readonly string[] | undefined {
  if (!text) return families.map((family) => defaults[family]);
  const path = ['networking', field];
  const example = families.map((family) => defaults[family]).join(',');
  const ranges = splitList(text);
  const bad = ranges.find((range) => !parseRange(range));
  if (bad !== undefined) {
    file.say({ path, what: `"${bad}" is no range`, expected: `such as ${example}` });
    return undefined;
  }
  const found = ranges.map((range) => parseRange(range)!.family);
  const fits = found.every((family) => families.includes(family)) && new Set(found).size === found.length;
  if (!fits || found.length === 0) {
    const expected =
      families.length === 2
        ? 'one range, or one of each family'
        : `one ${families[0]!} range, such as ${example}`;
    file.say({ path, what: 'ranges do not fit the ipFamily', expected, hint: hintFor(found, families) });
    return undefined;
  }
  return ranges.map((range) => parseRange(range)!.text);
}

function hintFor(found: readonly IPFamily[], families: readonly IPFamily[]): string | undefined {
  if (families.length === 2) return undefined;
  if (new Set(found).size === 2) return 'ipFamily: dual';
  return found[0] === 'IPv6' && families[0] === 'IPv4' ? 'ipFamily: ipv6' : undefined;
}
