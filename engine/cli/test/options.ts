/** What `reachform test` can be told besides paths. */
export interface TestOptions {
  readonly on: string;
  readonly tags?: readonly string[];
  readonly name?: readonly string[];
  readonly format?: readonly string[];
  readonly formatOptions?: Record<string, unknown>;
  readonly parallel?: number;
  readonly dryRun?: true;
  readonly failFast?: true;
  readonly retry?: number;
  readonly order?: string;
  /** False where nobody's configuration is to be read. */
  readonly config?: string | false;
  readonly profile?: readonly string[];
  readonly import?: readonly string[];
  readonly worldParameters?: Record<string, unknown>;
  readonly keep?: true;
  readonly fresh?: true;
  readonly cluster?: string;
  readonly nodeImage?: string;
  readonly image?: string;
  readonly loadbalancerManifest?: string;
  readonly evidence: string;
  readonly record?: string;
}

/** What the steps are told, as world parameter `reachform`: plain JSON, so that workers get it too. */
export function runParameters(backEnds: readonly string[], options: TestOptions) {
  const { evidence, keep = false, fresh = false } = options;
  const { nodeImage = null, image = null, loadbalancerManifest = null, record = null } = options;
  const { cluster = null } = options;
  return {
    on: [...backEnds],
    evidence,
    keep,
    fresh,
    cluster,
    nodeImage,
    image,
    loadbalancerManifest,
    record,
  };
}
