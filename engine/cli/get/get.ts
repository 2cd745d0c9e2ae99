import { ExitCode } from '../../errors/index.ts';
import { isClusterScoped } from '../../kube/index.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadState } from '../load-state.ts';
import { warnOfEndpoints } from './endpoints-warning.ts';
import { parseSelector } from './label-selector.ts';
import type { Output } from './output.ts';
import { printGroups } from './print-groups.ts';
import { selectObjects, type Group } from './select-objects.ts';
import { parseTargets, type Target } from './targets.ts';

export interface GetOptions extends InputOptions {
  readonly namespace: string;
  readonly allNamespaces?: true;
  readonly output: Output;
  readonly showLabels?: true;
  readonly headers: boolean;
  readonly selector?: string;
  readonly now?: number;
}

/** Prints the objects; exit code 3 if a name does not exist. */
export async function get(host: Host, words: readonly string[], options: GetOptions): Promise<ExitCode> {
  const selector = options.selector === undefined ? undefined : parseSelector(options.selector);
  const state = await loadState(host, options);
  const targets = parseTargets(words, state.objects.kinds());
  const namespace = options.allNamespaces ? undefined : options.namespace;
  const { groups, missing } = selectObjects(state, targets, namespace, selector);

  warnOfEndpoints(host, state, targets);
  const text = printGroups(groups, options.output, {
    now: options.now ?? host.now().getTime(),
    showLabels: options.showLabels ?? false,
    noHeaders: !options.headers,
    allNamespaces: options.allNamespaces ?? false,
    single: targets.length === 1 && targets[0]?.names.length === 1,
  });
  const isEmpty = groups.every(({ objects }) => objects.length === 0);
  if (!isEmpty || (missing.length === 0 && isDocument(options.output))) host.stdout.write(text);
  else if (missing.length === 0) host.stderr.write(nothingFound(targets, groups, namespace));
  for (const line of missing) host.stderr.write(line);
  return missing.length > 0 ? ExitCode.badInput : ExitCode.asExpected;
}

function isDocument(output: Output): boolean {
  return output === 'yaml' || output === 'json';
}

function nothingFound(targets: readonly Target[], groups: readonly Group[], namespace?: string): string {
  const somewhere =
    namespace !== undefined && !targets.every(({ resource }) => isClusterScoped(resource.kind));
  return somewhere && groups.length > 0
    ? `No resources found in ${namespace} namespace.\n`
    : 'No resources found\n';
}
