import type { RecordFacts, VerdictFacts, WitnessFacts } from '../../helpers/report/results.ts';
import type { DefectRecord, Scenario } from '../../scenarios/vocabulary/index.ts';
import type { Judgement } from './judge.ts';

/** A judged scenario as it travels from vitest's workers to the report, and stands there. */
export type JudgedScenario = VerdictFacts;

/** A judgement in the form of the results. `startedAt` is in milliseconds since the epoch. What the way costs is said where the way worked. */
export function verdictFacts(
  at: { scenario: Scenario; pair: string; startedAt: number; seconds: number; evidence?: string },
  judgement: Judgement,
): JudgedScenario {
  const { scenario, pair, startedAt, seconds, evidence } = at;
  const { observations } = judgement;
  const works = judgement.verdict === 'holds' || judgement.verdict === 'fixed';
  const cost = works && scenario.cost !== undefined ? `; the cost: ${scenario.cost}` : '';
  return {
    scenario: scenario.id,
    pair,
    verdict: judgement.verdict,
    reason: `${judgement.reason}${cost}`,
    ...(judgement.record !== undefined && { record: recordFacts(judgement.record) }),
    ...(observations && {
      observations: observations.map(({ expected, met, saw }) => ({ expected, met, saw })),
    }),
    witnesses: judgement.witnesses.filter((witness: WitnessFacts) => witness.saw !== ''),
    startedAt: new Date(startedAt).toISOString(),
    seconds: Math.round(seconds * 10) / 10,
    ...(evidence !== undefined && { evidence }),
  };
}

function recordFacts({ issue, reason, intermittent, controller, agent }: DefectRecord): RecordFacts {
  return {
    issue,
    reason: reason.source,
    ...(intermittent && { intermittent }),
    ...(controller !== undefined && { controller }),
    ...(agent !== undefined && { agent }),
  };
}
