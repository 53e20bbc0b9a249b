import { InvalidArgumentError, Option } from 'commander';
import { defaultRunOptions, type RunOptions } from '../options.ts';

/** An option that may be given several times, with several values in one and this between them; they replace the default. */
function list(option: Option, separator: string, usual: readonly string[]): Option {
  const add = (value: string, before: readonly string[]): string[] => [
    ...(before === usual ? [] : before),
    ...value
      .split(separator)
      .map(word => word.trim())
      .filter(word => word !== ''),
  ];
  return option.argParser(add).default(usual);
}

/** Whether a value is one of how often something is done. */
export function isHowOften(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000;
}

/** How often something is done, in words. */
export const HOW_OFTEN = 'a whole number from 1 to 1000';

function wholeNumber(value: string): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!isHowOften(number)) throw new InvalidArgumentError(`It is ${HOW_OFTEN}.`);
  return number;
}

/** The option for a tier, also of commands that run nothing. */
export function tierOption(): Option {
  return new Option('--tier <tier>', 'how much: each tier holds the ones before it').choices([
    'core',
    'full',
    'soak',
  ]);
}

/** The options of `run` that `prove` has as well. */
export const OF_PROVE: readonly (keyof RunOptions)[] = [
  'tier',
  'supply',
  'results',
  'keepDocker',
  'keep',
  'quiet',
  'verbose',
];

/** The options of `run` that `up` has as well: what its world is like. */
export const OF_UP: readonly (keyof RunOptions)[] = [
  'tier',
  'pairs',
  'pair',
  'charts',
  'fleet',
  'supply',
  'fresh',
  'quiet',
  'verbose',
];

/** The options of `run` that `prefetch` has as well: where things come from. */
export const OF_PREFETCH: readonly (keyof RunOptions)[] = [
  'pairs',
  'pair',
  'charts',
  'fleet',
  'supply',
  'keepDocker',
  'quiet',
  'verbose',
];

/**
 * The options of a run, with what stands for each in the environment: all, or those of these names. A flag comes before
 * the environment, that before the configuration file, and that before the default.
 */
export function runOptions(names?: readonly (keyof RunOptions)[]): Option[] {
  const defaults = defaultRunOptions();
  const options = [
    tierOption().env('FLEET_TLS_TIER').default(defaults.tier),
    list(
      new Option('--pairs <roles>', 'which pairs: old, new, skew, with commas').env('FLEET_TLS_PAIRS'),
      ',',
      defaults.pairs,
    ),
    list(
      new Option(
        '--pair <controller/agent>',
        'a pair by its versions, as 0.16.1/0.12.4; may be repeated',
      ).env('FLEET_TLS_PAIR'),
      ',',
      defaults.pair,
    ),
    list(
      new Option(
        '--charts <folder>',
        "Fleet's unpacked charts, as [<version>=]<folder>; may be repeated, or with colons between them",
      ).env('FLEET_TLS_CHARTS'),
      ':',
      defaults.charts,
    ),
    new Option('--fleet <choice>', 'which Fleet is tried')
      .env('FLEET_TLS_FLEET')
      .choices(['auto', 'registry', 'local', 'standin'])
      .default(defaults.fleet),
    new Option('--supply <choice>', 'where cluster images and tools come from')
      .env('FLEET_TLS_SUPPLY')
      .choices(['auto', 'registry', 'source', 'local'])
      .default(defaults.supply),
    new Option('--stale-records <what>', 'a record whose defect is gone')
      .env('FLEET_TLS_STALE_RECORDS')
      .choices(['ignore', 'error'])
      .default(defaults.staleRecords),
    new Option('--results <folder>', 'the folder that gets a folder for each run')
      .env('FLEET_TLS_RESULTS')
      .default(defaults.results),
    new Option('--keep-docker', 'leave a Docker daemon that the harness started running').default(
      defaults.keepDocker,
    ),
    new Option(
      '--keep',
      'leave the world up, with what a scenario that did not hold made, and say how to look at it',
    ).default(defaults.keep),
    new Option('--fresh', 'in a world of its own, whatever is up').default(defaults.fresh),
    new Option(
      '--repeat <times>',
      'play it so many times, one run after the other, and tell whether all said the same',
    )
      .argParser(wholeNumber)
      .default(defaults.repeat),
    new Option('--quiet', 'tell only failures, and the table at the end')
      .conflicts('verbose')
      .default(defaults.quiet),
    new Option(
      '--verbose',
      'tell each command that is run, and a failure with all that lay beneath it',
    ).default(defaults.verbose),
  ];
  return options.filter(option => names?.some(name => name === option.attributeName()) ?? true);
}
