import type { VerdictFacts } from '../../helpers/report/results.ts';
import { connectionInWords } from '../../helpers/report/trust.ts';
import type { Change, DefectRecord, Scenario, Step, WorldSpec } from '../../scenarios/vocabulary/index.ts';
import { changeInWords, worldFacts } from '../worldFacts.ts';
import { gitRepoInWords, helmOpInWords } from './actInWords.ts';
import { expectationInWords } from './expectationInWords.ts';

/** All that is to be said of a scenario to somebody who sees it for the first time. */
export interface Explanation {
  id: string;
  family: string;
  tier: Scenario['tier'];
  story: string;
  source: readonly string[];
  /** For which versions it is meant, where not for all, and why. */
  meantFor?: { controller?: string; agent?: string; because: string };
  /** The mode, how the agent registers, and who trusts whom. */
  world: string[];
  steps: ExplainedStep[];
  /** What makes sure that a refusal is not the endpoint's fault. */
  control?: string;
  cost?: string;
  records: ExplainedRecord[];
  /** What was observed of it on real Fleet, pair by pair. */
  seen: { pair: string; verdict: VerdictFacts['verdict']; reason: string }[];
}

/** A step of a scenario in words. */
export interface ExplainedStep {
  change?: string;
  acts: string[];
  mustHold: string[];
}

/** A record in words. */
export type ExplainedRecord = Pick<DefectRecord, 'controller' | 'agent' | 'issue' | 'observed'> & {
  reason: string;
  atTimes: boolean;
};

/**
 * Explains a scenario.
 * @param seen its verdicts on real Fleet.
 */
export function explain(
  scenario: Scenario,
  { family, seen }: { family: string; seen: Iterable<VerdictFacts> },
): Explanation {
  const { id, tier, story, source, appliesTo, world, cost, records = [], afterwards = [] } = scenario;
  const facts = worldFacts(scenario);
  const control = controlOf(scenario);
  return {
    id,
    family,
    tier,
    story,
    source,
    ...(appliesTo && { meantFor: appliesTo }),
    world: [
      `Mode ${MODES[world.mode]}. ${REGISTRATIONS[world.registration]}`,
      ...facts.connections.map(
        connection => `${capital(connection.purpose)}: ${connectionInWords(connection, facts.store)}`,
      ),
    ],
    steps: [scenario, ...afterwards].map(explainStep),
    ...(control !== undefined && { control }),
    ...(cost !== undefined && { cost }),
    records: records.map(explainRecord),
    seen: [...seen].map(({ pair, verdict, reason }) => ({ pair, verdict, reason })),
  };
}

const MODES: Record<WorldSpec['mode'], string> = {
  strict: 'strict',
  'system-store': 'system-store',
  neither: 'that Fleet does not know',
  empty: 'left empty',
};

const REGISTRATIONS: Record<WorldSpec['registration'], string> = {
  managed: 'The controller reaches into the downstream and brings the agent.',
  'agent-initiated': 'The agent comes by itself, by the fleet-agent chart and a registration token.',
  local: 'The upstream is its own downstream.',
};

function explainStep({
  change,
  helmOps = [],
  gitRepos = [],
  expect,
}: Step & { change?: Change }): ExplainedStep {
  return {
    ...(change && { change: changeInWords(change) }),
    acts: [...helmOps.map(helmOpInWords), ...gitRepos.map(gitRepoInWords)],
    mustHold: expect.map(expectationInWords),
  };
}

function controlOf({ control, accepts }: Scenario): string | undefined {
  if (control !== undefined) return `${control} has to accept the same endpoint in system-store mode`;
  if (accepts === undefined) return undefined;
  return 'a second agent, which may trust the same endpoint, has to be accepted there';
}

function explainRecord({
  controller,
  agent,
  issue,
  observed,
  reason,
  intermittent,
}: DefectRecord): ExplainedRecord {
  return {
    ...(controller !== undefined && { controller }),
    ...(agent !== undefined && { agent }),
    issue,
    reason: reason.source,
    atTimes: intermittent === true,
    observed,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
