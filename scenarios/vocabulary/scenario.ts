import type { GitRepoAct, HelmOpAct } from './acts.ts';
import type { Change } from './changes.ts';
import type { Expectation } from './expectations.ts';
import type { DefectRecord, VersionRanges } from './records.ts';
import type { WorldSpec } from './world.ts';

/** What is done at once, and what must be observed after it. */
export interface Step {
  helmOps?: readonly HelmOpAct[];
  gitRepos?: readonly GitRepoAct[];
  expect: readonly Expectation[];
}

/** One requirement. Its own acts and expectations are its first step. */
export interface Scenario extends Step {
  /** `family/what-is-given`: stable, unique, used on the command line. */
  id: string;
  /** The situation and what must hold, in a sentence. */
  story: string;
  /** Where the requirement comes from: issues, pull requests. */
  source: readonly string[];
  tier: 'core' | 'full' | 'soak';
  /** For which versions the requirement is meant; all by default. */
  appliesTo?: VersionRanges & { because: string };
  world: WorldSpec;
  /** What happens after the first step, change by change. A step that is not met is the scenario's last. */
  afterwards?: readonly (Step & { change?: Change })[];
  /**
   * The scenario that accepts the same endpoint in system-store mode: without it a refusal might be the endpoint's
   * fault. It shares this scenario's listener and has to hold, otherwise this scenario has no verdict.
   */
  control?: string;
  /**
   * What differs for a second agent that has to be accepted at the same endpoint once the refusal was judged: the
   * control of those that need no other phase of the controller.
   */
  accepts?: Partial<WorldSpec>;
  /** What the way shown here gives up; stands in the report beside the verdict. */
  cost?: string;
  records?: readonly DefectRecord[];
}

/** The scenarios of one file. */
export interface Family {
  title: string;
  scenarios: readonly Scenario[];
}

/** Declares a family. */
export function family(title: string, scenarios: readonly Scenario[]): Family {
  return { title, scenarios };
}

/** Declares a scenario. */
export function scenario(id: string, declaration: Omit<Scenario, 'id'>): Scenario {
  return { ...declaration, id };
}
