import { execa } from 'execa';

/** Why no kind cluster can be made here, in words; nothing if one can. */
export async function whyNoKind(): Promise<string | undefined> {
  const reasons: string[] = [];
  for (const [program, args, advice] of [
    ['docker', ['info'], 'no Docker daemon answers'],
    ['kind', ['version'], 'kind is not installed'],
    ['kubectl', ['version', '--client'], 'kubectl is not installed'],
  ] as const) {
    const { failed } = await execa(program, args, { reject: false, timeout: 20_000 });
    if (failed) reasons.push(advice);
  }
  return reasons.length === 0 ? undefined : `${reasons.join(', ')}; see docs/cluster.md`;
}
