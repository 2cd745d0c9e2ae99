import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ExitCode, UserError } from '../../errors/index.ts';
import {
  conformanceMarkdown,
  conformanceOf,
  conformanceYaml,
  type FeatureResult,
} from '../../report/index.ts';
import { BackEnds, formatBackEndName, parseBackEndNames, RunLog } from '../../run/index.ts';
import type { Host } from '../host.ts';
import { packageFile } from '../package-file.ts';
import type { TestOptions } from '../test/options.ts';
import { test } from '../test/test.ts';
import { version } from '../version.ts';
import { tagsOf } from './profiles.ts';

export interface ConformanceOptions extends Pick<
  TestOptions,
  'on' | 'image' | 'loadbalancerManifest' | 'nodeImage' | 'keep' | 'evidence'
> {
  readonly profile?: readonly string[];
  readonly report: string;
}

/** Runs the packaged features on one cluster. Succeeds where something passed and nothing failed. */
export async function conformance(host: Host, options: ConformanceOptions): Promise<ExitCode> {
  const { profile = [], report, ...rest } = options;
  const backEnd = testedBackEnd(options.on);
  const tags = tagsOf(profile);
  const log = new RunLog('application/vnd.reachform.verdicts+json', (base64) =>
    Buffer.from(base64, 'base64').toString('utf8'),
  );
  const results: FeatureResult[] = [];
  await test(
    host,
    [relative(host.cwd, packageFile('features')) || '.'],
    { ...rest, tags: [tags], config: false },
    {
      watch: (message) => results.push(...log.see(message)),
      command: ['reachform conformance', `--on ${backEnd}`, ...profile.map((one) => `--profile ${one}`)].join(
        ' ',
      ),
    },
  );

  const backEnds = new BackEnds(
    { on: backEnd, ...(options.nodeImage !== undefined && { nodeImage: options.nodeImage }) },
    host.env,
  );
  const cluster = await describe(backEnds, backEnd);
  const about = { version, profiles: [...profile].sort(), cluster: { backEnd, ...cluster } };
  const outcome = conformanceOf(about, results);
  const folder = resolve(host.cwd, report);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'conformance.yaml'), conformanceYaml(outcome));
  await writeFile(join(folder, 'conformance.md'), conformanceMarkdown(outcome));
  const { passed, failed, notSupported } = outcome.totals;
  host.stdout.write(
    `\n  ${backEnd}: ${passed} passed, ${failed} failed, ${notSupported} not supported    ${join(report, 'conformance.md')}\n`,
  );
  // A cluster on which nothing could be asked proves nothing.
  return failed === 0 && passed > 0 ? ExitCode.asExpected : ExitCode.expectationsFailed;
}

async function describe(backEnds: BackEnds, backEnd: string): ReturnType<BackEnds['describe']> {
  try {
    return await backEnds.describe(backEnd);
  } finally {
    await backEnds.close();
  }
}

function testedBackEnd(on: string): string {
  const names = parseBackEndNames(on).map(formatBackEndName);
  const tested = names.filter((name) => name !== 'model');
  const [only] = tested;
  if (only !== undefined && tested.length === 1 && !only.startsWith('recorded:')) return only;
  throw new UserError({
    what: `conformance is that of one cluster (option --on)`,
    found: on,
    expected: 'kind or context:NAME',
  });
}
