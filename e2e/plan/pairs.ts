import type { Release } from '../../helpers/fleet/release.ts';
import {
  compareVersions,
  inRange,
  mutantOf,
  parseVersion,
  versionName,
} from '../../helpers/fleet/version.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { PairVersions } from './plan.ts';
import { suggestion } from './suggest.ts';

const ROLES = ['old', 'new', 'skew'] as const;

type Role = (typeof ROLES)[number];

/** Why a pair is run. */
export type PairRole = Role | 'given';

/** A pair of releases, or of what is known of them so far. */
export interface Pair<R extends Versioned = Release> extends PairVersions {
  role: PairRole;
  controllerRelease: R;
  agentRelease: R;
  /** What Fleet is upgraded (or downgraded) to by scenarios that do that: the newest other release of the run. */
  otherRelease?: R;
}

type Versioned = Pick<Release, 'version'>;

/** Which pairs are asked for. */
export interface PairRequest {
  /** `old`, `new`, `skew`. */
  roles: readonly string[];
  /** `0.16.1/0.12.4`; given ones replace the roles. */
  given: readonly string[];
}

/** Where the HelmApp generation ends: the newest release before it is the `old` one. */
const OLD = '<0.13.0-0';

/**
 * The pairs to run, out of the releases that are there. `old` is the newest release before 0.13 with itself, `new`
 * the newest release with itself, `skew` the new controller with the old agent.
 * @throws HarnessError `usage` for a role or version that is not there, or when no pair is left.
 */
export function choosePairs<R extends Versioned>(
  releases: readonly R[],
  request: PairRequest,
): { pairs: Pair<R>[]; left: string[] } {
  if (request.given.length > 0)
    return { pairs: eachOnce(request.given.map(text => givenPair(releases, text))), left: [] };
  const sorted = releases.toSorted((a, b) => compareVersions(a.version, b.version));
  const oldRelease = sorted.findLast(({ version }) => inRange(version, OLD));
  const newRelease = sorted.findLast(({ version }) => !inRange(version, OLD));
  const sidesOf: Record<Role, [R | undefined, R | undefined]> = {
    old: [oldRelease, oldRelease],
    new: [newRelease, newRelease],
    skew: [newRelease, oldRelease],
  };
  const pairs: Pair<R>[] = [];
  const left: string[] = [];
  for (const role of demandRoles(request.roles)) {
    const [controller, agent] = sidesOf[role];
    if (controller !== undefined && agent !== undefined) {
      pairs.push(pairOf(releases, [controller, agent], role));
    } else {
      const lacking = [oldRelease ? '' : 'before 0.13', newRelease ? '' : 'from 0.13 on'].filter(
        part => part !== '',
      );
      left.push(`pair ${role} is left out: no release ${lacking.join(' and none ')} was given`);
    }
  }
  if (pairs.length === 0) {
    throw new HarnessError('usage', {
      message: `none of the pairs ${request.roles.join(', ')} can be made of ${versionsOf(releases)}`,
      cure: 'Give the charts of more releases with --charts, or name a pair with --pair',
    });
  }
  return { pairs: eachOnce(pairs), left };
}

function eachOnce<P extends Pick<Pair, 'id'>>(pairs: P[]): P[] {
  const twice = pairs.find(({ id }, at) => pairs.findIndex(pair => pair.id === id) !== at);
  if (twice === undefined) return pairs;
  throw new HarnessError('usage', {
    message: `the pair ${twice.id} is asked for twice`,
    cure: 'Name each pair once',
  });
}

/** The roles that are asked for. @throws HarnessError `usage` for one that there is not. */
function demandRoles(asked: readonly string[]): Role[] {
  return asked.map(text => {
    const role = ROLES.find(known => known === text);
    if (role !== undefined) return role;
    throw new HarnessError('usage', {
      message: `there is no pair "${text}"`,
      cure: `${suggestion(text, ROLES)}Known are: ${ROLES.join(', ')}`,
    });
  });
}

function givenPair<R extends Versioned>(releases: readonly R[], text: string): Pair<R> {
  const { controller, agent } = parsePair(text);
  return pairOf(releases, [find(releases, controller), find(releases, agent)], 'given');
}

/** Reads a pair as people write it. @throws HarnessError `usage` or `config` for what is none. */
export function parsePair(text: string): { controller: string; agent: string } {
  const [controller, agent, ...rest] = text.split('/');
  if (controller === undefined || agent === undefined || rest.length > 0) {
    throw new HarnessError('usage', {
      message: `"${text}" is not a pair`,
      cure: 'Write controller and agent version, as --pair 0.16.1/0.12.4',
    });
  }
  const pair = { controller: parseVersion(controller), agent: parseVersion(agent) };
  if (mutantOf(pair.controller) !== mutantOf(pair.agent)) {
    throw new HarnessError('usage', {
      message: `"${text}" pairs two mutants, or one with none`,
      cure: 'A controller makes its agents the mutant that it is: name the same one on both sides',
    });
  }
  return pair;
}

function find<R extends Versioned>(releases: readonly R[], version: string): R {
  const found = releases.find(release => release.version === version);
  if (found === undefined) {
    throw new HarnessError('usage', {
      message: `there is no release ${versionName(version)} here`,
      cure: `${suggestion(
        versionName(version),
        releases.map(known => versionName(known.version)),
      )}Known are: ${versionsOf(releases)}; give more with --charts <folder>`,
    });
  }
  return found;
}

function pairOf<R extends Versioned>(
  releases: readonly R[],
  [controllerRelease, agentRelease]: [R, R],
  role: PairRole,
): Pair<R> {
  const controller = controllerRelease.version;
  const agent = agentRelease.version;
  const otherRelease = releases
    .filter(({ version }) => version !== controller)
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1);
  return {
    id: `${versionName(controller)}/${versionName(agent)}`,
    role,
    controller,
    agent,
    controllerRelease,
    agentRelease,
    ...(otherRelease && { otherRelease, other: otherRelease.version }),
  };
}

function versionsOf(releases: readonly Versioned[]): string {
  return releases.map(({ version }) => versionName(version)).join(', ') || 'no release';
}
