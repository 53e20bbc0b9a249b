import { Command, type Option } from 'commander';
import { HarnessError } from '../../helpers/process/errors.ts';
import { defaultRunOptions, type RunOptions } from '../options.ts';
import { CONFIG_FILE, checkConfig, loadConfig } from './config.ts';
import { runOptions } from './runOptions.ts';

/** An option, what it is set to, and by whom. */
export interface Setting {
  /** As it is written on the command line: `--tier`. */
  option: string;
  value: unknown;
  /** `a flag`, `FLEET_TLS_TIER`, `fleet-tls.config.ts` or `default`. */
  from: string;
}

/**
 * Sets the options of a command that neither a flag nor the environment has set to what the configuration says.
 * @throws HarnessError `config` for a key or a value that there is not.
 */
export function applyConfig(
  command: Command,
  config: Readonly<Record<string, unknown>>,
  known: readonly Option[],
): void {
  checkConfig(config, key => known.find(option => option.attributeName() === key)?.argChoices);
  for (const option of command.options) {
    const key = option.attributeName();
    const source = command.getOptionValueSource(key);
    if (key in config && (source === undefined || source === 'default'))
      command.setOptionValueWithSource(key, config[key], 'config');
  }
}

/**
 * Holds the flags of a command against flags that name nothing, as of a script whose variable is empty: what it gets then
 * would not be what was meant.
 * @throws HarnessError `usage`
 */
export function refuseEmptyFlags(command: Command): void {
  for (const option of command.options) {
    const key = option.attributeName();
    const value: unknown = command.getOptionValue(key);
    if (command.getOptionValueSource(key) === 'cli' && Array.isArray(value) && value.length === 0) {
      throw new HarnessError('usage', {
        message: `${option.long} names nothing`,
        cure: 'Name something, or leave it out',
      });
    }
  }
}

/** The options of a run that nobody gave flags for: of the environment, the configuration file, or none. */
export async function optionsOfSurroundings(): Promise<RunOptions> {
  const command = new Command().exitOverride();
  for (const option of runOptions()) command.addOption(option);
  command.parse([], { from: 'user' });
  applyConfig(command, await loadConfig(process.cwd()), command.options);
  return { ...defaultRunOptions(), ...command.opts() };
}

/** What the options of a command are set to, and by whom. */
export function settingsOf(command: Command): Setting[] {
  return command.options
    .filter(({ long }) => long !== '--json')
    .map(option => ({
      option: option.long ?? option.flags,
      value: command.getOptionValue(option.attributeName()),
      from: fromWhom(option, command.getOptionValueSource(option.attributeName())),
    }));
}

function fromWhom({ envVar }: Option, source: string | undefined): string {
  if (source === 'cli') return 'a flag';
  if (source === 'env') return envVar ?? 'the environment';
  return source === 'config' ? CONFIG_FILE : 'default';
}

/** The settings as lines: option, value, source. */
export function settingsText(settings: readonly Setting[]): string {
  const rows = settings.map(({ option, value, from }) => [option, words(value), from] as const);
  const widths = [0, 1].map(at => Math.max(...rows.map(row => row[at]?.length ?? 0)));
  return rows
    .map(
      ([option, value, from]) => `${option.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${from}`,
    )
    .join('\n');
}

function words(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return String(value);
}
