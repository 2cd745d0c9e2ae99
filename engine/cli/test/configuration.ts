import {
  loadConfiguration,
  type IConfiguration,
  type IRunConfiguration,
  type IRunEnvironment,
} from '@cucumber/cucumber/api';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../errors/index.ts';
import { packageModule } from '../package-file.ts';
import type { TestOptions } from './options.ts';

/**
 * Cucumber's configuration: the user's own file and profiles, the options of the command line over
 * them, and the shipped steps. Everything that is wrong with it is the user's to put right.
 */
export async function configure(
  options: TestOptions,
  command: string,
  environment: IRunEnvironment,
): Promise<IRunConfiguration> {
  try {
    const { runConfiguration, useConfiguration } = await loadConfiguration(
      {
        ...(options.config !== undefined && { file: options.config }),
        profiles: [...(options.profile ?? [])],
        provided: provided(options),
      },
      environment,
    );
    return {
      ...runConfiguration,
      support: {
        ...runConfiguration.support,
        // Required as a module and not imported as a path, so that cucumber still looks for the
        // user's own step definitions where it always does.
        requireModules: [...(runConfiguration.support.requireModules ?? []), packageModule('steps/index')],
      },
      plugins: {
        options: runConfiguration.plugins?.options ?? {},
        specifiers: [...(runConfiguration.plugins?.specifiers ?? []), urlOf('engine/cli/test/gate')],
      },
      formats: {
        ...runConfiguration.formats,
        options: withCommand(runConfiguration.formats.options, command),
        ...(!choseFormat(useConfiguration, runConfiguration) && {
          stdout: urlOf('steps/formatter'),
        }),
      },
    };
  } catch (error) {
    const { message, cause } = error as Error;
    throw new UserError({
      what: message,
      ...(cause instanceof Error && { found: cause.message }),
      hint: 'https://github.com/cucumber/cucumber-js/blob/main/docs/configuration.md',
    });
  }
}

function urlOf(module: string): string {
  return pathToFileURL(packageModule(module)).href;
}

/** The heading of our own formatter says what was called. */
function withCommand(
  options: IRunConfiguration['formats']['options'],
  command: string,
): IRunConfiguration['formats']['options'] {
  const own = (options['reachform'] ?? {}) as object;
  return { ...options, reachform: { command, ...own } };
}

/** True if somebody asked for a format on standard output; cucumber says `progress` where nobody did. */
function choseFormat({ format }: IConfiguration, { formats }: IRunConfiguration): boolean {
  return (
    formats.stdout !== 'progress' ||
    format.some((it) => it === 'progress' || (Array.isArray(it) && it[0] === 'progress' && it.length === 1))
  );
}

function provided(options: TestOptions): Partial<IConfiguration> {
  const { tags, name, format, formatOptions, parallel, dryRun, failFast, retry, order } = options;
  const given = {
    ...(tags && { tags: tags.map((expression) => `(${expression})`).join(' and ') }),
    ...(name && { name }),
    ...(format && { format }),
    ...(formatOptions && { formatOptions }),
    ...(parallel !== undefined && { parallel }),
    ...(dryRun && { dryRun }),
    ...(failFast && { failFast }),
    ...(retry !== undefined && { retry }),
    ...(order !== undefined && { order }),
    ...(options.import && { import: options.import }),
    worldParameters: { ...options.worldParameters },
  };
  return given as Partial<IConfiguration>;
}
