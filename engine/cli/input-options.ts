import { Option, type Command } from 'commander';
import { cniNames, type Cni } from '../kube/index.ts';

/** What the cluster is made of; the same options for every command that needs one. */
export interface InputOptions {
  readonly manifests?: readonly string[];
  readonly cluster?: string;
  readonly kubernetes?: string;
  readonly cni?: Cni;
}

export function addInputOptions(command: Command): Command {
  return command
    .option(
      '-f, --manifests <path>',
      'a file or folder of manifests, - for standard input; repeatable',
      collect,
    )
    .option('--cluster <file>', 'a kind config, or Node objects with a KubeProxyConfiguration')
    .option('--kubernetes <version>', 'the Kubernetes release, 1.35 if nothing says otherwise')
    .addOption(
      new Option(
        '--cni <name>',
        'the pod network, for what it does to flows: kindnet for kind, none for others if left out',
      ).choices(cniNames),
    );
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
