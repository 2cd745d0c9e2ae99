import type { FieldPath } from '../../manifest.ts';
import type { PodSpec } from '../../types/pod.ts';
import { validateAddress } from '../addresses.ts';
import type { Judge } from '../judge.ts';
import { dns1123SubdomainFaults, searchDomainFaults } from '../names.ts';

const mostNameservers = 3;
const mostSearches = 32;
const mostSearchCharacters = 2048;

/** What a pod asks for names, and which (`validatePodDNSConfig`). */
export function validateDNSConfig(judge: Judge, { dnsPolicy, dnsConfig }: PodSpec, path: FieldPath): void {
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  if (dnsPolicy === 'None') {
    if (!dnsConfig) {
      judge.required(path, 'must provide `dnsConfig` when `dnsPolicy` is None');
      return;
    }
    if (nameservers.length === 0) {
      const why = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      judge.required([...path, 'nameservers'], why);
      return;
    }
  }
  const tooMany = (field: string, list: readonly string[], most: string): void =>
    judge.invalid([...path, field], list, `must not have more than ${most}`);
  if (nameservers.length > mostNameservers) {
    tooMany('nameservers', nameservers, `${mostNameservers} nameservers`);
  }
  nameservers.forEach((ip, i) => validateAddress(judge, ip, [...path, 'nameservers', i]));
  if (searches.length > mostSearches) tooMany('searches', searches, `${mostSearches} search paths`);
  if (searches.join(' ').length > mostSearchCharacters) {
    tooMany('searches', searches, `${mostSearchCharacters} characters (including spaces) in the search list`);
  }
  searches.forEach((search, i) => {
    if (search === '.') return;
    const domain = search.replace(/\.$/, '');
    judge.named([...path, 'searches', i], domain, searchDomainFaults(domain));
  });
  options.forEach(({ name }, i) => {
    if (!name) judge.required([...path, 'options', i], 'must not be empty');
  });
}

/** Names that a pod looks up in a file of its own (`ValidateHostAliases`). */
export function validateHostAliases(
  judge: Judge,
  aliases: PodSpec['hostAliases'] = [],
  path: FieldPath,
): void {
  aliases.forEach(({ ip = '', hostnames = [] }, i) => {
    validateAddress(judge, ip, [...path, i, 'ip']);
    hostnames.forEach((name, j) =>
      judge.named([...path, i, 'hostnames', j], name, dns1123SubdomainFaults(name)),
    );
  });
}
