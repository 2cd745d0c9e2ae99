import type { Condition, KubeObject } from '../../../kube/index.ts';
import { age } from '../human-duration.ts';
import { printer } from '../printer.ts';

/** Any kind that has no columns of its own. */
export const anyPrinter = printer('', 'Name | Age', ({ metadata }, { now }) => [
  metadata.name,
  age(metadata.creationTimestamp, now),
]);

interface Namespace extends KubeObject {
  readonly status?: { readonly phase?: string };
}

export const namespacePrinter = printer<Namespace>(
  'Namespace',
  'Name | Status | Age',
  ({ metadata, status }, { now }) => [
    metadata.name,
    status?.phase ?? 'Active',
    age(metadata.creationTimestamp, now),
  ],
);

interface WithData extends KubeObject {
  readonly type?: string;
  readonly data?: object;
  readonly binaryData?: object;
  readonly stringData?: object;
}

export const configMapPrinter = printer<WithData>(
  'ConfigMap',
  'Name | Data | Age',
  ({ metadata, data, binaryData }, { now }) => [
    metadata.name,
    String(Object.keys({ ...data, ...binaryData }).length),
    age(metadata.creationTimestamp, now),
  ],
);

export const secretPrinter = printer<WithData>(
  'Secret',
  'Name | Type | Data | Age',
  ({ metadata, type, data, stringData }, { now }) => [
    metadata.name,
    type ?? 'Opaque',
    String(Object.keys({ ...data, ...stringData }).length),
    age(metadata.creationTimestamp, now),
  ],
);

interface Routing extends KubeObject {
  readonly spec?: {
    readonly gatewayClassName?: string;
    readonly controllerName?: string;
    readonly description?: string;
    readonly hostnames?: readonly string[];
  };
  readonly status?: {
    readonly addresses?: readonly { readonly value?: string }[];
    readonly conditions?: readonly Condition[];
  };
}

// Columns of the Gateway API's custom resource definitions; a missing value leaves its cell empty.

export const gatewayPrinter = printer<Routing>(
  'Gateway',
  'Name | Class | Address | Programmed | Age',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    spec?.gatewayClassName ?? '',
    status?.addresses?.[0]?.value ?? '',
    status?.conditions?.find(({ type }) => type === 'Programmed')?.status ?? '',
    age(metadata.creationTimestamp, now),
  ],
);

export const gatewayClassPrinter = printer<Routing>(
  'GatewayClass',
  'Name | Controller | Accepted | Age | +Description',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    spec?.controllerName ?? '',
    status?.conditions?.find(({ type }) => type === 'Accepted')?.status ?? '',
    age(metadata.creationTimestamp, now),
    spec?.description ?? '',
  ],
);

export const httpRoutePrinter = printer<Routing>(
  'HTTPRoute',
  'Name | Hostnames | Age',
  ({ metadata, spec }, { now }) => [
    metadata.name,
    spec?.hostnames ? JSON.stringify(spec.hostnames) : '',
    age(metadata.creationTimestamp, now),
  ],
);
