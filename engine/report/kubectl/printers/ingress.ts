import type { KubeObject, LoadBalancerIngress } from '../../../kube/index.ts';
import { age } from '../human-duration.ts';
import { loadBalancerAddresses } from '../load-balancer.ts';
import { printer } from '../printer.ts';

interface Ingress extends KubeObject {
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly rules?: readonly { readonly host?: string }[];
    readonly tls?: readonly unknown[];
  };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly LoadBalancerIngress[] } };
}

/** `printIngress` of kubernetes/pkg/printers/internalversion. */
export const ingressPrinter = printer<Ingress>(
  'Ingress',
  'Name | Class | Hosts | Address | Ports | Age',
  ({ metadata, spec, status }, { now, wide }) => [
    metadata.name,
    spec?.ingressClassName ?? '<none>',
    hosts(spec?.rules ?? []),
    loadBalancerAddresses(status?.loadBalancer?.ingress, wide),
    spec?.tls && spec.tls.length > 0 ? '80, 443' : '80',
    age(metadata.creationTimestamp, now),
  ],
);

/** Three hosts at most; rules without a host are not shown but counted among the rest. */
function hosts(rules: readonly { readonly host?: string }[]): string {
  const named: string[] = [];
  let more = false;
  for (const { host } of rules) {
    if (named.length === 3) more = true;
    else if (host) named.push(host);
  }
  if (named.length === 0) return '*';
  return more ? `${named.join(',')} + ${rules.length - 3} more...` : named.join(',');
}

interface IngressClass extends KubeObject {
  readonly spec?: {
    readonly controller?: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
}

/** `printIngressClass` of kubernetes/pkg/printers/internalversion. */
export const ingressClassPrinter = printer<IngressClass>(
  'IngressClass',
  'Name | Controller | Parameters | Age',
  ({ metadata, spec }, { now }) => {
    const parameters = spec?.parameters;
    const group = parameters?.apiGroup === undefined ? '' : `.${parameters.apiGroup}`;
    return [
      metadata.name,
      spec?.controller ?? '',
      parameters ? `${parameters.kind}${group}/${parameters.name}` : '<none>',
      age(metadata.creationTimestamp, now),
    ];
  },
);
