import { runTool, tryTool, type ToolOptions, type ToolResult } from '../tools/run-tool.ts';

/** Which cluster is meant: a kubeconfig file, a context of it, or both. */
export interface KubeConfig {
  readonly file?: string;
  readonly context?: string;
}

/** kubectl for one cluster. The user's own kubeconfig is read only where no file is named. */
export class Kubectl {
  readonly #flags: readonly string[];

  constructor(config: KubeConfig) {
    this.#flags = [
      ...(config.file === undefined ? [] : [`--kubeconfig=${config.file}`]),
      ...(config.context === undefined ? [] : [`--context=${config.context}`]),
    ];
  }

  /** The whole command line after `kubectl`. */
  line(args: readonly string[]): readonly string[] {
    return [...this.#flags, ...args];
  }

  run(args: readonly string[], options?: ToolOptions): Promise<string> {
    return runTool('kubectl', this.line(args), options);
  }

  try(args: readonly string[], options?: ToolOptions): Promise<ToolResult> {
    return tryTool('kubectl', this.line(args), options);
  }
}
