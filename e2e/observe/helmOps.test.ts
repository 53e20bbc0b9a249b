import { describe, expect, test } from 'vitest';
import type { HelmOpState } from '../../helpers/fleet/helmOp.ts';
import { fromIndex, listener } from '../../scenarios/vocabulary/index.ts';
import { observeChartRefusal, observeDeploys, observeNoErrorLeft, observeNotReady } from './helmOps.ts';
import type { TriedHelmOp } from './outcomes.ts';

const OBJECT = { name: 'ConfigMap ns/probe', version: '0.1.0' };
const SILENT: HelmOpState = {
  deployed: false,
  shown: '',
  agentError: '',
  bundleError: '',
  refusedByController: false,
  ready: '',
  version: '',
  bundleVersion: '',
};
const DEPLOYED = { deployed: true, ready: 'True' };
const UNKNOWN = 'x509: certificate signed by unknown authority';

function tried(state: Partial<HelmOpState>, object?: typeof OBJECT): TriedHelmOp[] {
  const act = fromIndex(listener('public'));
  return [{ name: 'p1-op', act, outcome: { state: { ...SILENT, ...state }, ...(object && { object }) } }];
}

describe('a HelmOp deploys', () => {
  test('where Fleet says so and its object is there', () => {
    expect(observeDeploys(tried(DEPLOYED, OBJECT))).toEqual([
      {
        expected: 'HelmOp index deploys',
        met: true,
        saw: 'deployed ConfigMap ns/probe of probe 0.1.0',
        witnesses: [
          {
            source: 'kubernetes',
            saw: 'HelmOp index: deployed; Ready=True; ConfigMap ns/probe downstream',
          },
        ],
      },
    ]);
  });

  test('but not on the word of Fleet alone, nor by an object of which Fleet says nothing', () => {
    expect(observeDeploys(tried(DEPLOYED))).toMatchObject([
      {
        met: false,
        saw: 'deployed without its object',
        witnesses: [{ saw: 'HelmOp index: deployed; Ready=True; nothing downstream' }],
      },
    ]);
    expect(observeDeploys(tried({ agentError: UNKNOWN }, OBJECT))).toMatchObject([
      {
        met: false,
        saw: UNKNOWN,
        witnesses: [{ saw: `HelmOp index: ${UNKNOWN}; Ready=unset; ConfigMap ns/probe downstream` }],
      },
    ]);
  });

  test('of the version that is wanted, and of no other', () => {
    expect(observeDeploys(tried(DEPLOYED, OBJECT), '0.1.0')).toMatchObject([
      { met: true, expected: 'HelmOp index deploys probe 0.1.0' },
    ]);
    expect(observeDeploys(tried(DEPLOYED, OBJECT), '0.2.0')).toMatchObject([
      { met: false, saw: 'deployed ConfigMap ns/probe of probe 0.1.0; its bundle names no version' },
    ]);
    expect(observeDeploys(tried({ ...DEPLOYED, bundleVersion: '0.2.0' }, OBJECT), '0.2.0')).toMatchObject([
      { met: false, saw: 'deployed ConfigMap ns/probe of probe 0.1.0; its bundle names 0.2.0' },
    ]);
    expect(observeDeploys(tried(DEPLOYED), '0.2.0')).toMatchObject([{ met: false }]);
  });

  test('and what it says where it does not is given as its error: it may speak of the machine', () => {
    expect(observeDeploys(tried({ agentError: UNKNOWN }))[0]?.error).toBe(UNKNOWN);
    expect(observeDeploys(tried({ ...DEPLOYED, agentError: UNKNOWN }))[0]).not.toHaveProperty('error');
  });

  test('each is looked at by itself', () => {
    const both = [...tried(DEPLOYED, OBJECT), ...tried({})];
    expect(observeDeploys(both).map(({ met }) => met)).toEqual([true, false]);
  });
});

describe('a chart is refused', () => {
  const seen = (state: Partial<HelmOpState>, object?: typeof OBJECT, by?: 'agent' | 'controller') =>
    observeChartRefusal(tried(state, object), { reason: /unknown authority/, ...(by && { by }) });
  const byAgent = { agentError: UNKNOWN, shown: UNKNOWN, ready: 'False' };

  test('for its reason, which stands on the HelmOp, and with nothing downstream', () => {
    expect(seen(byAgent)).toEqual([
      {
        expected: 'HelmOp index is refused: unknown authority',
        met: true,
        saw: UNKNOWN,
        witnesses: [
          { source: 'kubernetes', saw: `HelmOp index: ${UNKNOWN}; Ready=False; nothing downstream` },
        ],
      },
      { expected: 'the reason stands on HelmOp index itself', met: true, saw: UNKNOWN, witnesses: [] },
      { expected: 'nothing of HelmOp index is there downstream', met: true, saw: 'nothing', witnesses: [] },
    ]);
  });

  test('not where it deployed, whatever error stands beside that', () => {
    expect(seen({ ...byAgent, deployed: true }, OBJECT)).toMatchObject([
      { met: false, saw: 'deployed ConfigMap ns/probe of probe 0.1.0' },
      { met: true },
      { met: false, saw: 'ConfigMap ns/probe' },
    ]);
  });

  test('not for another reason, and not by silence', () => {
    expect(seen({ agentError: 'x509: expired', shown: 'x509: expired' }).map(({ met }) => met)).toEqual([
      false,
      false,
      true,
    ]);
    expect(seen({})).toMatchObject([
      {
        met: false,
        saw: '',
        witnesses: [{ saw: 'HelmOp index: not deployed; Ready=unset; nothing downstream' }],
      },
      { met: false, saw: 'no error on the HelmOp, which has Ready=unset' },
      { met: true },
    ]);
  });

  test('and what it says instead is given as its error: it may speak of the machine', () => {
    const errors = (...given: Parameters<typeof seen>) => seen(...given).map(({ error }) => error);
    const instead = 'connection refused';
    expect(errors({ agentError: instead }, OBJECT, 'controller')).toEqual([
      instead,
      instead,
      undefined,
      instead,
    ]);
    const none = [undefined, undefined, undefined, undefined];
    expect(errors({ agentError: UNKNOWN }, OBJECT, 'controller')).toEqual(none);
    expect(errors({ ...DEPLOYED, agentError: instead }, OBJECT, 'controller')).toEqual(none);
  });

  test('with the reason where its user does not look, half of it is missing', () => {
    expect(seen({ agentError: UNKNOWN, ready: 'True' })).toMatchObject([
      { met: true },
      { met: false, saw: 'no error on the HelmOp, which has Ready=True' },
      { met: true },
    ]);
  });

  test.each([
    ['agent', byAgent, 'controller'],
    // 0.12.4 leaves `Accepted=False` of a passing trouble beside what the agent says since.
    ['agent', { ...byAgent, refusedByController: true }, 'controller'],
    ['controller', { ...byAgent, agentError: '', refusedByController: true }, 'agent'],
  ] as const)('by the %s, where it matters who refuses it', (who, state, other) => {
    expect(seen(state, undefined, who)[3]).toEqual({
      expected: `HelmOp index is refused by the ${who}`,
      met: true,
      saw: `refused by the ${who}: ${UNKNOWN}`,
      witnesses: [],
    });
    expect(seen(state, undefined, other)[3]?.met).toBe(false);
  });
});

test('a HelmOp that failed is not shown as ready', () => {
  expect(observeNotReady(tried({ ready: 'False', shown: UNKNOWN }))).toEqual([
    {
      expected: 'HelmOp index is not shown as ready',
      met: true,
      saw: `Ready=False beside ${UNKNOWN}`,
      witnesses: [
        {
          source: 'kubernetes',
          saw: 'HelmOp index: x509: certificate signed by unknown authority; Ready=False; nothing downstream',
        },
      ],
    },
  ]);
  expect(observeNotReady(tried({ ready: 'True' }))).toMatchObject([
    { met: false, saw: 'Ready=True beside no error' },
  ]);
  expect(observeNotReady(tried({}))).toMatchObject([{ met: true, saw: 'Ready=unset beside no error' }]);
});

describe('no error is left', () => {
  test('on a HelmOp that deploys and complains of nothing', () => {
    expect(observeNoErrorLeft(tried(DEPLOYED, OBJECT))).toEqual([
      {
        expected: 'no error is left on HelmOp index',
        met: true,
        saw: 'no error',
        witnesses: [
          { source: 'kubernetes', saw: 'HelmOp index: deployed; Ready=True; ConfigMap ns/probe downstream' },
        ],
      },
    ]);
  });

  test('but one that is silent and not deployed has not recovered', () => {
    expect(observeNoErrorLeft(tried({}))).toMatchObject([{ met: false, saw: 'no error' }]);
  });

  test.each(['shown', 'agentError'] as const)(
    'and one that deploys with an old error has one left: %s',
    where => {
      expect(observeNoErrorLeft(tried({ ...DEPLOYED, [where]: UNKNOWN }, OBJECT))).toMatchObject([
        { met: false, saw: `the error still stands: ${UNKNOWN}` },
      ]);
    },
  );
});
