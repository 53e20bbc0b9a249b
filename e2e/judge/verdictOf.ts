import type { RecordFacts, VerdictFacts, WitnessFacts } from '../../helpers/report/results.ts';
import type { DefectRecord, Scenario } from '../../scenarios/vocabulary/index.ts';
import type { Judgement } from './judge.ts';

/** A judged scenario as it travels from vitest's workers to the report, and stands there. */
export type JudgedScenario = VerdictFacts;

/** A judgement in the form of the results. What the way costs is said where the way worked. */
export function verdictFacts(
  at: { scenario: Scenario; pair: string; seconds: number; evidence?: string },
  judgement: Judgement,
): JudgedScenario {
  const { scenario, pair, seconds, evidence } = at;
  const works = judgement.verdict === 'holds' || judgement.verdict === 'fixed';
  const cost = works && scenario.cost !== undefined ? `; the cost: ${scenario.cost}` : '';
  return {
    scenario: scenario.id,
    pair,
    verdict: judgement.verdict,
    reason: `${judgement.reason}${cost}`,
    ...(judgement.record !== undefined && { record: recordFacts(judgement.record) }),
    witnesses: judgement.witnesses.filter((witness: WitnessFacts) => witness.saw !== ''),
    seconds: Math.round(seconds * 10) / 10,
    ...(evidence !== undefined && { evidence }),
  };
}

function recordFacts({ issue, reason, controller, agent }: DefectRecord): RecordFacts {
  return {
    issue,
    reason: reason.source,
    ...(controller !== undefined && { controller }),
    ...(agent !== undefined && { agent }),
  };
}
