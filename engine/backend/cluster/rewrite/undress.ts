import type { LooseContainer, LoosePodSpec, AnyObject } from './loose.ts';
import { controlPort, ownEnvironment } from './stand-in.ts';

/** A pod or workload of the cluster without what the stand-in needed: what the scenario declared is left. */
export function undress(object: AnyObject): AnyObject {
  const { managedFields: _, ...metadata } = object.metadata;
  const bare = { ...object, metadata };
  if (bare.kind === 'Pod') {
    return {
      ...bare,
      spec: undressSpec(bare.spec as unknown as LoosePodSpec) as unknown as AnyObject['spec'],
    } as AnyObject;
  }
  const template = (bare.spec as { template?: { spec?: LoosePodSpec } } | undefined)?.template;
  if (!template?.spec) return bare;
  return { ...bare, spec: { ...bare.spec, template: { ...template, spec: undressSpec(template.spec) } } };
}

function undressSpec(spec: LoosePodSpec): LoosePodSpec {
  return {
    ...spec,
    containers: spec.containers.map(undressContainer),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(undressContainer) }),
    ...(spec.volumes && { volumes: spec.volumes.filter(({ name }) => !isOurs(name)) }),
  };
}

function undressContainer(container: LooseContainer): LooseContainer {
  const { readinessProbe, env, volumeMounts, ...rest } = container;
  const port = readinessProbe?.httpGet?.port;
  const ours = typeof port === 'number' && port >= controlPort && port < controlPort + 900;
  return {
    ...rest,
    ...(readinessProbe && !ours && { readinessProbe }),
    ...(env && {
      env: env.filter(({ name }) => !ownEnvironment.test(name)),
    }),
    ...(volumeMounts && { volumeMounts: volumeMounts.filter(({ name }) => !isOurs(name)) }),
  };
}

function isOurs(volume: string): boolean {
  return volume === 'reachform-programs' || volume === 'reachform-state';
}
