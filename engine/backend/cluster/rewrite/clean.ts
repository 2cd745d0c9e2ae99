import type { AnyObject } from './loose.ts';

const kubectlApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object as it could have been written: without what a server added to it. */
export function clean(object: AnyObject): AnyObject {
  const { status: _, ...rest } = object;
  const { name, namespace, labels, annotations } = object.metadata;
  const own = Object.entries(annotations ?? {}).filter(
    ([key]) => key !== kubectlApplied && key !== 'deployment.kubernetes.io/revision',
  );
  return {
    ...rest,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
      ...(own.length > 0 && { annotations: Object.fromEntries(own) }),
    },
  };
}

/**
 * True for what a controller of the cluster will make by itself: a dump contains such objects.
 * `siblings` are the Services with a selector, `namespace/name`.
 */
export function isControllerMade(object: AnyObject, siblings: ReadonlySet<string>): boolean {
  const { metadata, kind } = object;
  if (metadata.ownerReferences?.some(({ controller }) => controller === true) === true) return true;
  const manager = metadata.labels?.['endpointslice.kubernetes.io/managed-by'];
  if (kind === 'EndpointSlice') return manager?.endsWith('-controller.k8s.io') === true;
  if (kind !== 'Endpoints') return false;
  // The controller marks its own; a dump of an older release does not, but holds their Service too.
  return (
    metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller' ||
    siblings.has(`${metadata.namespace ?? 'default'}/${metadata.name}`)
  );
}
