import { type ChartFolder, readChartFolder } from '../../helpers/fleet/releases/chartFolder.ts';
import { registryPlaces } from '../../helpers/fleet/releases/registry.ts';
import { STANDIN_VERSIONS } from '../../helpers/fleet/releases/standin.ts';
import { isStandin, versionName } from '../../helpers/fleet/version.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { givenMirror } from '../../helpers/supply/debianMirror.ts';
import type { RunOptions } from '../options.ts';
import { DEFAULT_VERSIONS } from './defaultVersions.ts';
import { choosePairs } from './pairs.ts';
import { asksForStandin, standinVersions, versionsOfPairs } from './standin.ts';

/**
 * Holds what was asked for against what can be known before anything starts: charts that are none, pairs that cannot be.
 * @throws HarnessError `usage` or `config`
 */
export function checkRequest(options: RunOptions): void {
  const { charts, pairs, pair, fleet, results } = options;
  if (results.trim() === '') throw unnamed('--results', 'a folder');
  if (pairs.length === 0 && pair.length === 0) throw unnamed('--pairs', 'old, new or skew');
  if (options.keep && options.fresh && options.repeat > 1) throw manyWorlds(options.repeat);
  registryPlaces();
  givenMirror();
  if (fleet === 'local' && charts.length === 0) throw chartsMissing();
  const folders = charts.map(readChartFolder);
  checkDistinct(charts, folders);
  const request = { roles: pairs, given: pair };
  if (asksForStandin(options)) {
    const versions = new Set([...STANDIN_VERSIONS, ...standinVersions(pair)]);
    choosePairs(
      [...versions].map(version => ({ version })),
      request,
    );
  } else if (folders.length > 0) {
    choosePairs(folders, request);
  } else {
    // Whether such releases are published shows only when they are fetched.
    const asked = versionsOfPairs(pair);
    const standin = asked.find(isStandin);
    if (standin !== undefined) throw mixed(standin);
    choosePairs(
      [...DEFAULT_VERSIONS, ...asked].map(version => ({ version })),
      request,
    );
  }
}

/** The Fleet of this machine was asked for, and nobody said where it is. */
export function chartsMissing(): HarnessError {
  return new HarnessError('usage', {
    message: 'local Fleet was asked for, but no charts were given',
    cure: 'Give the folder of its charts with --charts <folder>',
  });
}

function mixed(standin: string): HarnessError {
  return new HarnessError('usage', {
    message: `${versionName(standin)} is not published, and is in no run with what is`,
    cure: 'Run the pairs of the stand-in by themselves',
  });
}

function manyWorlds(times: number): HarnessError {
  return new HarnessError('usage', {
    message: `--keep would leave all ${times} fresh worlds up that --repeat makes`,
    cure: 'Leave --fresh out, and they are all played in the first, or leave --keep out',
  });
}

/** Which of two folders of one version is meant, nobody can know. */
function checkDistinct(given: readonly string[], folders: readonly ChartFolder[]): void {
  const versions = folders.map(({ version }) => version);
  const second = versions.findIndex((version, at) => versions.indexOf(version) !== at);
  const version = versions[second];
  if (version === undefined) return;
  throw new HarnessError('usage', {
    message: `the charts of ${versionName(version)} are given twice: ${given[versions.indexOf(version)]} and ${given[second]}`,
    cure: 'Leave one out, or tell them apart with --charts <version>=<folder>',
  });
}

function unnamed(option: string, what: string): HarnessError {
  return new HarnessError('usage', {
    message: `${option} names nothing`,
    cure: `Name ${what}, or leave it out`,
  });
}
