import { isClusterScoped } from '../../kube/index.ts';
import {
  printJson,
  printTable,
  printYaml,
  resourceName,
  type TableOptions,
} from '../../report/kubectl/index.ts';
import type { Output } from './output.ts';
import type { Group } from './select-objects.ts';

/** All groups in one of kubectl's formats. `single` prints one object as itself, not as a list. */
export function printGroups(
  groups: readonly Group[],
  output: Output,
  options: TableOptions & { readonly single: boolean },
): string {
  const objects = groups.flatMap((group) => group.objects);
  if (output === 'yaml') return printYaml(objects, !options.single);
  if (output === 'json') return printJson(objects, !options.single);
  if (output === 'name') {
    return objects.map(({ kind, metadata }) => `${resourceName(kind, metadata.name)}\n`).join('');
  }
  return groups
    .filter((group) => group.objects.length > 0)
    .map((group) =>
      printTable(group.objects, {
        ...options,
        wide: output === 'wide',
        withKind: groups.length > 1,
        allNamespaces: (options.allNamespaces ?? false) && !isClusterScoped(group.resource.kind),
      }),
    )
    .join(options.noHeaders ? '' : '\n');
}
