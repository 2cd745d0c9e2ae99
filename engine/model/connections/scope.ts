import { familyOf } from '../../kube/index.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { AffinityTraits } from './affinity-traits.ts';

/** A service port as a proxy names it: `IPv4 shop/web:http/TCP`. Its addresses share what is remembered of it. */
export function servicePortName({ family, key, port, protocol }: ServicePortRules): string {
  return `${family} ${key}:${port.name ?? ''}/${protocol}`;
}

/** The Service of such a name. */
export function serviceOf(servicePort: string): string {
  return /^\S+ ([^:]+):/.exec(servicePort)?.[1] ?? '';
}

/** What a record of session affinity is for, in words that are the same as long as it is the same. */
export function scopeOf(
  { per }: Pick<AffinityTraits, 'per'>,
  rules: ServicePortRules,
  { virtualKey }: { readonly virtualKey: string },
): string {
  return per === 'service port' ? servicePortName(rules) : virtualKey;
}

/** The destination of a virtual server's name: `10.96.0.20 80/TCP`. */
export function virtualServer(virtualKey: string): {
  readonly address: string;
  readonly virtualKey: string;
  readonly nodePortKey: string;
} {
  const [address = '', port = ''] = virtualKey.split(' ');
  return { address, virtualKey, nodePortKey: `${familyOf(address) ?? 'IPv4'} ${port}` };
}
