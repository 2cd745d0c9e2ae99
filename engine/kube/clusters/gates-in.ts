import type { GateSettings } from '../releases/gate.ts';
import { parseGates, type WrittenGate } from '../releases/written-gates.ts';
import type { ConfigFile } from './config-file.ts';
import { extraArgs, type Patch } from './kubeadm-patches.ts';

/** The feature gates that a file has under `featureGates`, with their places. */
export function gatesIn<T>(file: ConfigFile<T>, settings: GateSettings | undefined): readonly WrittenGate[] {
  return Object.entries(settings ?? {}).map(([name, on]) => {
    const path = ['featureGates', name];
    return { name, on, path: file.pathOf(path), where: file.fields.placeOf(path) };
  });
}

/** The feature gates of kubeadm's patches: of the proxies, and of the control plane's arguments. */
export function gatesInPatches(patches: readonly Patch[]): readonly WrittenGate[] {
  return patches.flatMap((patch) => {
    if (patch.kind === 'KubeProxyConfiguration') {
      return gatesIn(patch, patch.value['featureGates'] as GateSettings | undefined);
    }
    if (patch.kind !== 'ClusterConfiguration') return [];
    return ['apiServer', 'controllerManager'].flatMap((part) => {
      const { extraArgs: args } = (patch.value[part] ?? {}) as { readonly extraArgs?: unknown };
      const path = [part, 'extraArgs'];
      return Object.entries(parseGates(extraArgs(args)['feature-gates'] ?? '')).map(([name, on]) => ({
        name,
        on,
        path: `${patch.pathOf(path)}, feature-gates ${name}`,
        where: patch.fields.placeOf(path),
      }));
    });
  });
}
