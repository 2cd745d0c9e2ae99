import { ApiError } from '../kubectl/api-error.ts';
import type { Api } from '../kubectl/api.ts';
import type { Kubectl } from '../kubectl/kubectl.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { labels, type HostProber } from '../live-cluster.ts';
import type { StandIn } from '../rewrite/stand-in.ts';
import { listNodes } from '../settle/snapshot.ts';
import { findHostProbers, hostProbers } from '../system/host-probers.ts';
import { processAnnotation, thisProcess } from '../tools/process-mark.ts';
import { programsConfigMap } from '../system/programs-config-map.ts';

/** A namespace of this run alone, for pods on the nodes' networks: the level of scenarios forbids those. */
export async function makeSystemNamespace(api: Api, name: string, run: string): Promise<void> {
  await api.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { [labels.run]: run, 'pod-security.kubernetes.io/enforce': 'privileged' },
      annotations: { [processAnnotation]: thisProcess },
    },
  });
  // Pods are refused until this account is there, and its controller takes its time.
  await api.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: name },
  });
}

/** Why admission refuses a pod on the network of a node; nothing where it lets one in. Makes none. */
export async function whyNoHosts(api: Api, namespace: string, standIn: StandIn): Promise<string | undefined> {
  const { spec, metadata } = hostProbers(namespace, standIn);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, namespace },
    spec: spec.template.spec,
  };
  try {
    await api.call('POST', `${resourcePath(resources.pods, namespace)}?dryRun=All`, { body: pod });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

/** Starts a prober on the network of every node. */
export async function startHostProbers(
  api: Api,
  kubectl: Kubectl,
  namespace: string,
  standIn: StandIn,
  programs: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, HostProber>> {
  await api.apply(programsConfigMap(standIn.programs, namespace, programs));
  await api.apply(hostProbers(namespace, standIn));
  const nodes = (await listNodes(api)).map(({ metadata }) => metadata.name);
  return findHostProbers(api, kubectl, namespace, standIn.programs, nodes);
}
