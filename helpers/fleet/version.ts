import semver from 'semver';
import { HarnessError } from '../process/errors.ts';

const STANDIN = /^standin:(\d+\.\d+)(?:\+([a-z][a-z0-9-]*))?$/;

/**
 * A version of Fleet in semver's own order, so that `0.13.0-beta.1 < 0.13.0-beta.2 < 0.13.0`. A leading `v` is
 * dropped. `standin:0.16` is `0.16.0+standin`: build metadata, which orders nothing. A mutant of the stand-in,
 * `standin:0.16+crash-loop`, is `0.16.0+standin.crash-loop`.
 * @throws HarnessError `config` when the text is no version.
 */
export function parseVersion(text: string): string {
  const [, standin, mutant] = STANDIN.exec(text.trim()) ?? [];
  const build = ['standin', ...(mutant === undefined ? [] : [mutant])].join('.');
  const parsed = semver.parse(standin === undefined ? text : `${standin}.0+${build}`);
  if (!parsed) {
    throw new HarnessError('config', {
      message: `"${text}" is not a Fleet version`,
      cure: 'Write it as 0.16.1, 0.13.0-beta.2 or standin:0.16',
    });
  }
  return parsed.build.length > 0 ? `${parsed.version}+${parsed.build.join('.')}` : parsed.version;
}

/** How people write a version: `standin:0.16` for the stand-in, else the version itself. */
export function versionName(version: string): string {
  return version.replace(/^(\d+\.\d+)\.0\+standin(?:\.(.+))?$/, (_, generation, mutant) =>
    [`standin:${generation}`, ...(mutant === undefined ? [] : [mutant])].join('+'),
  );
}

/** Whether a version is one of the stand-in, which is not Fleet. */
export function isStandin(version: string): boolean {
  return /\+standin(\.|$)/.test(version);
}

/** The mutant of the stand-in that a version is; undefined for everything else. */
export function mutantOf(version: string): string | undefined {
  return /\+standin\.(.+)/.exec(version)?.[1];
}

/** The version whose charts and images these are: a mutant's are those of the stand-in that it is made of. */
export function withoutMutant(version: string): string {
  return version.replace(/(\+standin)\..+/, '$1');
}

/** Whether a version lies in a semver range; pre-releases count by their order. An absent range covers all. */
export function inRange(version: string, range: string | undefined): boolean {
  return range === undefined || semver.satisfies(version, range, { includePrerelease: true });
}

/** Oldest first. */
export function compareVersions(a: string, b: string): number {
  return semver.compareBuild(a, b);
}
