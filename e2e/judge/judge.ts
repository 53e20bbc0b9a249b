import { inRange } from '../../helpers/fleet/version.ts';
import type { ObservationFacts, WitnessFacts } from '../../helpers/report/results.ts';
import type { Verdict } from '../../helpers/report/verdict.ts';
import type { DefectRecord } from '../../scenarios/vocabulary/index.ts';
import { machineOf, type OwnTrouble } from './machine.ts';

/** What was seen of one expectation, and by whom; of a failure, `saw` is the exact message. */
export interface Observation extends ObservationFacts {
  witnesses: WitnessFacts[];
  /** The error of Fleet's that was seen, where one was: it may speak of the machine. */
  error?: string;
}

/** A verdict and what it rests on. */
export interface Judgement {
  verdict: Verdict;
  reason: string;
  record?: DefectRecord;
  /** All that were looked at; none where nothing was. */
  observations?: readonly ObservationFacts[];
  witnesses: WitnessFacts[];
}

/** The pair and the records that a judgement looks at. */
export interface Case {
  controller: string;
  agent: string;
  records: readonly DefectRecord[];
  /** What the scenario brought about by itself: no excuse then. */
  ownTroubles?: readonly OwnTrouble[];
}

/**
 * From observations and records to the verdict. Every unmet expectation has to be explained by a record that covers
 * the pair, by its exact reason: anything else is a regression, unless nothing but the machine stood in the way, which
 * gives no verdict. A covered pair that shows no failure is `fixed`, unless the defect is one that shows only at times.
 */
export function judge(
  { controller, agent, records, ownTroubles }: Case,
  observations: readonly Observation[],
): Judgement {
  const restsOn = { observations, witnesses: observations.flatMap(observation => observation.witnesses) };
  const covering = records.filter(
    record => inRange(controller, record.controller) && inRange(agent, record.agent),
  );
  const unmet = observations.filter(observation => !observation.met);
  const [first] = unmet;
  if (first === undefined) {
    const saw = observations.map(observation => observation.saw).join('; ');
    const outdated = covering.find(({ intermittent }) => !intermittent);
    return outdated === undefined
      ? { verdict: 'holds', reason: saw, ...restsOn }
      : {
          verdict: 'fixed',
          reason: `the record of ${outdated.issue} is out of date: ${saw}`,
          record: outdated,
          ...restsOn,
        };
  }
  const explanations = unmet.map(({ saw }) => covering.find(record => record.reason.test(saw)));
  const unexplained = unmet
    .filter((_, index) => explanations[index] === undefined)
    .map(observation => ({ observation, machine: machineOf(observation.error ?? '', ownTroubles) }));
  const ofFleet = unexplained.find(({ machine }) => machine === undefined);
  if (ofFleet !== undefined) {
    return { verdict: 'regression', reason: differenceOf(ofFleet.observation), ...restsOn };
  }
  const [inTheWay] = unexplained;
  if (inTheWay?.machine !== undefined) {
    const reason = nothingOfFleet(inTheWay.machine, differenceOf(inTheWay.observation));
    return { verdict: 'no-verdict', reason, ...restsOn };
  }
  const [record] = explanations;
  return { verdict: 'known-defect', reason: first.saw, ...(record !== undefined && { record }), ...restsOn };
}

/** The reason of a verdict that there is not, since this of the machine was in the way. */
export function nothingOfFleet(what: string, seen: string): string {
  return `${what}, which says nothing of Fleet: ${seen}`;
}

function differenceOf({ expected, saw }: Observation): string {
  return `expected: ${expected}; saw: ${saw}`;
}
