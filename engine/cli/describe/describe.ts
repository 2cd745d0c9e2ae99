import { ExitCode, UserError } from '../../errors/index.ts';
import type { EndpointSlice, KubeObject } from '../../kube/index.ts';
import type { State } from '../../model/index.ts';
import { describe, describedKinds } from '../../report/kubectl/index.ts';
import { warnOfEndpoints } from '../get/endpoints-warning.ts';
import { selectObjects } from '../get/select-objects.ts';
import { parseTargets } from '../get/targets.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadState } from '../load-state.ts';

export interface DescribeOptions extends InputOptions {
  readonly namespace: string;
  readonly allNamespaces?: true;
}

/** Prints the objects, two empty lines between them; exit code 3 if a name does not exist. */
export async function describeObjects(
  host: Host,
  words: readonly string[],
  options: DescribeOptions,
): Promise<ExitCode> {
  const state = await loadState(host, options);
  const targets = parseTargets(words, state.objects.kinds());
  const strange = targets.filter(({ resource }) => !describedKinds.includes(resource.kind));
  if (strange.length > 0) {
    throw new UserError({
      what: `${strange.map(({ resource }) => resource.plural).join(', ')} can not be described`,
      expected: 'services, endpoints, endpointslices',
      hint: `reachform get ${words.join(' ')} -o yaml`,
    });
  }
  const namespace = options.allNamespaces ? undefined : options.namespace;
  const { groups, missing } = selectObjects(state, targets, namespace, undefined);
  const objects = groups.flatMap((group) => group.objects);
  warnOfEndpoints(host, state, targets);
  const slicesOf = (service: KubeObject) => slicesOfService(state, service);
  host.stdout.write(objects.map((object) => describe(object, { slicesOf })).join('\n\n'));
  for (const line of missing) host.stderr.write(line);
  if (objects.length === 0 && missing.length === 0) {
    host.stderr.write(`No resources found${namespace === undefined ? '' : ` in ${namespace} namespace.`}\n`);
  }
  return missing.length > 0 ? ExitCode.badInput : ExitCode.asExpected;
}

function slicesOfService(state: State, { metadata }: KubeObject): readonly EndpointSlice[] {
  return state.objects
    .list<EndpointSlice>('EndpointSlice', metadata.namespace ?? 'default')
    .map(({ object }) => object)
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name);
}
