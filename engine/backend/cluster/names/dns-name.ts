import type { Names } from './world.ts';

/** The API server's own Service: there is one, in the real namespace `default`. */
export function isApiService(namespace: string, name: string): boolean {
  return namespace === 'default' && name === 'kubernetes';
}

/**
 * A name as a client in `namespace` types it, with the namespaces in it called as the cluster calls
 * them: `web.other`, `db-0.db.other.svc`, `web.other.svc.cluster.local.`. Other names stay.
 */
export function realDnsName(name: string, namespace: string | undefined, names: Names): string {
  if (name === 'kubernetes' && namespace === 'default') return 'kubernetes.default';
  const known = new Set(names.namespaces());
  return rename(name, names.dnsDomain, (host, inner) => {
    if (!known.has(inner) || isApiService(inner, host)) return inner;
    return names.realNamespace(inner);
  });
}

/** The other way round. */
export function scenarioDnsName(name: string, names: Names): string {
  return rename(name, names.dnsDomain, (_, inner) => names.scenarioNamespace(inner) ?? inner);
}

function rename(name: string, dnsDomain: string, map: (host: string, namespace: string) => string): string {
  const dot = name.endsWith('.') ? '.' : '';
  const bare = dot ? name.slice(0, -1) : name;
  const endings = [`.svc.${dnsDomain}`, `.pod.${dnsDomain}`, '.svc', '.pod'];
  const ending = endings.find((text) => bare.endsWith(text)) ?? '';
  const labels = bare.slice(0, bare.length - ending.length).split('.');
  const namespace = labels.at(-1);
  if (namespace === undefined || labels.length < 2) return name;
  const mapped = map(labels.slice(0, -1).join('.'), namespace);
  return `${[...labels.slice(0, -1), mapped].join('.')}${ending}${dot}`;
}
