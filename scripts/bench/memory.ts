import { execa } from 'execa';
import { formatRows, type BenchRow } from './row.ts';

/** What a state of 10,000 pods and 1,000 Services holds in memory, beside their manifests as they were read. */
export async function memoryRows(): Promise<BenchRow[]> {
  const { stdout } = await execa(process.execPath, ['--expose-gc', 'scripts/bench/memory-once.ts']);
  const { parsed, state } = JSON.parse(stdout) as { readonly parsed: number; readonly state: number };
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  return [
    {
      what: 'memory of a state of 10,000 pods and 1,000 Services',
      figure: megabytes(state),
      beside: `${megabytes(parsed)} for their manifests, with the place of every field`,
    },
  ];
}

if (import.meta.main) console.log(formatRows(await memoryRows()));
