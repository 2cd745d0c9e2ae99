import { execa } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bigManifest } from './big-manifest.ts';
import type { BenchRow } from './row.ts';

interface Figures {
  readonly seconds: number;
  /** Seconds of the processor, all threads: what else runs on the machine counts for little. */
  readonly cpu: number;
  readonly megabytes: number;
}

/** A big cluster's manifests, read and made a state of, beside the YAML parser alone. */
export async function loadRows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reachform-bench-'));
  try {
    const file = join(folder, 'big.yaml');
    writeFileSync(file, bigManifest(1000, 10));
    const ours = await measure('state', file);
    const yaml = await measure('yaml', file);
    return [
      {
        what: '1,000 Services and 10,000 pods from YAML',
        figure: time(ours),
        beside: `${time(yaml)} for the YAML parser alone`,
        ratio: `${(ours.seconds / yaml.seconds).toFixed(2)} (CPU ${(ours.cpu / yaml.cpu).toFixed(2)})`,
        target: 'at most 3 s',
      },
      {
        what: 'memory at most, for that',
        figure: `${ours.megabytes.toFixed(0)} MB`,
        beside: `${yaml.megabytes.toFixed(0)} MB`,
        ratio: (ours.megabytes / yaml.megabytes).toFixed(2),
        target: 'at most 500 MB',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function time({ seconds, cpu }: Figures): string {
  return `${seconds.toFixed(2)} s (CPU ${cpu.toFixed(2)} s)`;
}

/** Each in a process of its own, so that memory is its own too. */
async function measure(what: 'state' | 'yaml', file: string): Promise<Figures> {
  const { stdout } = await execa(process.execPath, ['scripts/bench/load-once.ts', what, file]);
  return JSON.parse(stdout) as Figures;
}
