import { kindOptions, KindPool } from '../../backend/cluster/index.ts';
import { ExitCode, UserError } from '../../errors/index.ts';
import { defaultCluster, parseKindConfig } from '../../kube/index.ts';
import type { Host } from '../host.ts';
import { printProgress } from '../print-progress.ts';
import { readInput } from '../read-input.ts';

export interface UpOptions {
  readonly cluster?: string;
  readonly fresh?: true;
  readonly nodeImage?: string;
  readonly image?: string;
}

/** Makes the cluster that scenarios with this kind config will find. */
export async function up(host: Host, options: UpOptions): Promise<ExitCode> {
  const setting = await settingOf(host, options.cluster);
  const { nodeImage, image, fresh } = options;
  const pool = new KindPool(
    kindOptions(host.env, {
      ...(nodeImage !== undefined && { nodeImage }),
      ...(image !== undefined && { standInImage: image }),
      ...(fresh && { fresh }),
      progress: printProgress(host),
    }),
  );
  try {
    await pool.find(setting);
    const { name } = pool.plan(setting);
    host.stdout.write(
      `cluster ${name} is up; kubectl reaches it after: kind export kubeconfig --name ${name}\n`,
    );
  } finally {
    await pool.close();
  }
  return ExitCode.asExpected;
}

async function settingOf(host: Host, file: string | undefined): Promise<Parameters<KindPool['plan']>[0]> {
  if (file === undefined) return { cluster: defaultCluster() };
  const source = await readInput(host, file);
  const { cluster, problems } = parseKindConfig(source.text, source.file);
  if (problems.length > 0) throw new UserError(problems);
  return { cluster, kindConfig: source };
}
