import { errorLeft, errorOf } from '../../helpers/fleet/helmOp.ts';
import type { Observation } from '../judge/judge.ts';
import type { TriedHelmOp } from './outcomes.ts';

/** Whether each HelmOp deployed, of the wanted version. */
export function observeDeploys(tried: readonly TriedHelmOp[], version?: string): Observation[] {
  return tried.map(helmOp => {
    const { state, object } = helmOp.outcome;
    const right = version === undefined || object?.version === version;
    const met = state.deployed && object !== undefined && right;
    const error = errorOf(state);
    return {
      expected: `HelmOp ${helmOp.act.name} deploys${version === undefined ? '' : ` probe ${version}`}`,
      met,
      saw: state.deployed
        ? `deployed ${objectWords(helmOp)}${right ? '' : bundleWords(state.bundleVersion)}`
        : error,
      ...(!state.deployed && { error }),
      witnesses: [{ source: 'kubernetes', saw: wordsOf(helmOp) }],
    };
  });
}

/** Whether each HelmOp was refused for this reason, says so itself, and left nothing downstream. */
export function observeChartRefusal(
  tried: readonly TriedHelmOp[],
  { reason, by }: { reason: RegExp; by?: 'agent' | 'controller' },
): Observation[] {
  return tried.flatMap(helmOp => {
    const { act, outcome } = helmOp;
    const { state, object } = outcome;
    const message = errorOf(state);
    const refusedSo = !state.deployed && reason.test(message);
    const inTheWay = state.deployed || refusedSo ? {} : { error: message };
    // What the agent was refused had passed the controller, whatever that says of another moment.
    const byWhom = state.refusedByController && !reason.test(state.agentError) ? 'controller' : 'agent';
    const refused: Observation = {
      expected: `HelmOp ${act.name} is refused: ${reason.source}`,
      met: refusedSo,
      saw: state.deployed ? `deployed ${objectWords(helmOp)}` : message,
      ...inTheWay,
      witnesses: [{ source: 'kubernetes', saw: wordsOf(helmOp) }],
    };
    const shown: Observation = {
      expected: `the reason stands on HelmOp ${act.name} itself`,
      met: reason.test(state.shown),
      saw: state.shown || `no error on the HelmOp, which has Ready=${state.ready || 'unset'}`,
      ...inTheWay,
      witnesses: [],
    };
    const nothing: Observation = {
      expected: `nothing of HelmOp ${act.name} is there downstream`,
      met: object === undefined,
      saw: object?.name ?? 'nothing',
      witnesses: [],
    };
    const refuser: Observation = {
      expected: `HelmOp ${act.name} is refused by the ${by}`,
      met: by === byWhom,
      saw: `refused by the ${byWhom}: ${message}`,
      ...inTheWay,
      witnesses: [],
    };
    return [refused, shown, nothing, ...(by === undefined ? [] : [refuser])];
  });
}

/** Whether no HelmOp that failed is shown as ready. */
export function observeNotReady(tried: readonly TriedHelmOp[]): Observation[] {
  return tried.map(helmOp => {
    const { ready, shown } = helmOp.outcome.state;
    return {
      expected: `HelmOp ${helmOp.act.name} is not shown as ready`,
      met: ready !== 'True',
      saw: `Ready=${ready || 'unset'} beside ${shown || 'no error'}`,
      witnesses: [{ source: 'kubernetes', saw: wordsOf(helmOp) }],
    };
  });
}

/** Whether no error is left on a HelmOp that deploys. */
export function observeNoErrorLeft(tried: readonly TriedHelmOp[]): Observation[] {
  return tried.map(helmOp => {
    const { state } = helmOp.outcome;
    const left = errorLeft(state);
    return {
      expected: `no error is left on HelmOp ${helmOp.act.name}`,
      met: state.deployed && left === '',
      saw: left === '' ? 'no error' : `the error still stands: ${left}`,
      witnesses: [{ source: 'kubernetes', saw: wordsOf(helmOp) }],
    };
  });
}

function objectWords({ outcome: { object } }: TriedHelmOp): string {
  return object === undefined ? 'without its object' : `${object.name} of probe ${object.version}`;
}

function bundleWords(version: string): string {
  return `; its bundle names ${version === '' ? 'no version' : version}`;
}

function wordsOf(helmOp: TriedHelmOp): string {
  const { act, outcome } = helmOp;
  const { state, object } = outcome;
  const what = state.deployed ? 'deployed' : errorOf(state) || 'not deployed';
  return `HelmOp ${act.name}: ${what}; Ready=${state.ready || 'unset'}; ${object?.name ?? 'nothing'} downstream`;
}
