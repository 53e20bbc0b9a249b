import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { HarnessError } from '../../helpers/process/errors.ts';
import { defaultRunOptions, type RunOptions } from '../options.ts';
import { suggestion } from '../plan/suggest.ts';
import { HOW_OFTEN, isHowOften } from './runOptions.ts';

/** The file, in the current folder, that options may stand in. */
export const CONFIG_FILE = 'fleet-tls.config.ts';

/**
 * What that file may say: every option of `run`, by the name it has here. `export default { … } satisfies Config`.
 * @public for that file
 */
export type Config = Partial<Omit<RunOptions, 'ids'>>;

/**
 * Reads the configuration file of a folder.
 * @returns nothing where there is none.
 * @throws HarnessError `config` for a file that cannot be loaded.
 */
export async function loadConfig(folder: string): Promise<Record<string, unknown>> {
  const file = join(folder, CONFIG_FILE);
  if (!existsSync(file)) return {};
  const { default: config } = await importing(file);
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return { ...config };
  throw new HarnessError('config', {
    message: `${CONFIG_FILE} exports no object by default`,
    cure: "Let it say: export default { tier: 'full' } satisfies Config",
  });
}

async function importing(file: string): Promise<{ default?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (cause) {
    throw new HarnessError('config', {
      message: `${CONFIG_FILE} cannot be loaded: ${cause instanceof Error ? cause.message.split('\n', 1)[0] : cause}`,
      cure: 'Mend it, or take it away',
      cause,
    });
  }
}

/**
 * Holds what a configuration says against the options that there are.
 * @param choices what an option is chosen from, where it is.
 * @throws HarnessError `config` for a key or a value that there is not.
 */
export function checkConfig(
  config: Readonly<Record<string, unknown>>,
  choices: (key: string) => readonly string[] | undefined,
): void {
  const { ids: _, ...known } = defaultRunOptions();
  for (const [key, value] of Object.entries(config)) {
    const usual = Object.entries(known).find(([name]) => name === key);
    if (usual === undefined) {
      throw new HarnessError('config', {
        message: `${CONFIG_FILE} has a key "${key}", which there is not`,
        cure: `${suggestion(key, Object.keys(known))}Known are: ${Object.keys(known).join(', ')}`,
      });
    }
    const wanted = wantedOf(usual[1], choices(key));
    if (!wanted.fits(value)) {
      throw new HarnessError('config', {
        message: `${CONFIG_FILE} has ${key}: ${inspected(value)}`,
        cure: `It is ${wanted.words}`,
      });
    }
  }
  if (config.quiet === true && config.verbose === true) {
    throw new HarnessError('config', {
      message: `${CONFIG_FILE} has both quiet and verbose`,
      cure: 'Leave one of them out',
    });
  }
}

function inspected(value: unknown): string {
  return typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
}

/** What a value has to be like, by what it is where nobody says anything. */
function wantedOf(
  usual: unknown,
  choices: readonly string[] | undefined,
): { words: string; fits: (value: unknown) => boolean } {
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (choices !== undefined)
    return {
      words: `one of ${choices.join(', ')}`,
      fits: value => isText(value) && choices.includes(value),
    };
  if (typeof usual === 'number') return { words: HOW_OFTEN, fits: isHowOften };
  if (typeof usual === 'boolean')
    return { words: 'true or false', fits: value => typeof value === 'boolean' };
  if (Array.isArray(usual))
    return { words: 'a list of texts', fits: value => Array.isArray(value) && value.every(isText) };
  return { words: 'a text', fits: isText };
}
