import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { families } from '../index.ts';
import type { Expectation, HelmOpAct, Scenario, Step } from '../vocabulary/index.ts';
import { chartRows } from './chartRows.ts';
import model from './index.ts';
import { type Ruling, rulingOnCharts, rulingOnUpstream } from './oracle.ts';
import { WORDED } from './reasons.fixture.ts';
import { upstreamRows } from './upstreamRows.ts';

/** The named scenarios that want something else than what TLS allows for, and what it is. */
const BEYOND_TLS: Record<string, string> = {
  'op/private-malformed-ca': 'a message that leads to the secret, besides the refusal',
  'op/private-bad-auth': 'a refusal for the password, behind a TLS that is sound',
  'op/oci-plain-http': 'a refusal for want of any TLS',
  'op/rancher-ca-fallback': "trust in Rancher's CA, which the model does not know",
  'op/rancher-ca-no-newline': "trust in Rancher's CA, which the model does not know",
};

const named = families.filter(({ title }) => title !== model.title).flatMap(({ scenarios }) => scenarios);

/** What a scenario says of an endpoint, beside what the model says of it. */
interface Claim {
  id: string;
  says: Expectation;
  ruling: Ruling;
}

/** The claims of a scenario up to the first change in its world. */
function claimsOf(scenario: Scenario): Claim[] {
  const { id, world, afterwards = [] } = scenario;
  const changed = afterwards.findIndex(({ change }) => change !== undefined);
  const steps: Step[] = [scenario, ...(changed < 0 ? afterwards : afterwards.slice(0, changed))];
  const acts = steps.flatMap(({ helmOps = [] }) => helmOps);
  return steps.flatMap(step =>
    step.expect.flatMap((says): Claim[] => {
      switch (says.kind) {
        case 'registers':
        case 'refuses-registration':
          return [{ id, says, ruling: rulingOnUpstream(world) }];
        case 'deploys':
        case 'refuses-chart':
          return concerned(acts, step, says.of).map(act => ({ id, says, ruling: rulingOnCharts(act) }));
        default:
          return [];
      }
    }),
  );
}

function concerned(
  acts: readonly HelmOpAct[],
  { helmOps = [] }: Step,
  of?: readonly string[],
): readonly HelmOpAct[] {
  return of === undefined ? helmOps : acts.filter(({ name }) => of.includes(name));
}

function agrees({ says, ruling }: Claim): boolean {
  if (says.kind === 'refuses-registration' || says.kind === 'refuses-chart') {
    return !ruling.accepted && says.reason.test(WORDED[ruling.refusal]);
  }
  return ruling.accepted;
}

describe('the named scenarios', () => {
  test('agree with the model on registrations and HelmOps, but for those that are about something else', () => {
    const claims = named.flatMap(claimsOf);
    expect(claims.length).toBeGreaterThan(100);
    const differing = claims.filter(claim => !agrees(claim)).map(({ id }) => id);
    expect([...new Set(differing)].toSorted()).toEqual(Object.keys(BEYOND_TLS).toSorted());
  });

  test('save a CA where the model says that a given one vouched', () => {
    const saving = named.flatMap(({ id, world, expect: wanted }) =>
      wanted.flatMap(says => (says.kind === 'saved-ca' ? [{ id, world, there: says.there }] : [])),
    );
    expect(saving.length).toBeGreaterThan(0);
    for (const { id, world, there } of saving) {
      expect([id, rulingOnUpstream(world)]).toEqual([
        id,
        { accepted: true, vouchedBy: there ? 'given' : 'store' },
      ]);
    }
  });

  test('have controls that the model accepts', () => {
    const controls = named.filter(({ accepts }) => accepts);
    expect(controls.length).toBeGreaterThan(0);
    const refused = controls.filter(({ world, accepts }) => {
      return !rulingOnUpstream({ ...world, ...accepts }).accepted;
    });
    expect(refused.map(({ id }) => id)).toEqual([]);
  });
});

describe('the generated scenarios', () => {
  test('are few, and all of the full tier', () => {
    expect(chartRows.length).toBeGreaterThan(0);
    expect(chartRows.length).toBeLessThanOrEqual(16);
    expect(upstreamRows.length).toBeGreaterThan(0);
    expect(upstreamRows.length).toBeLessThanOrEqual(6);
    expect(new Set(model.scenarios.map(({ tier }) => tier))).toEqual(new Set(['full']));
  });

  test('accept as well as refuse, and agree with the model as the named ones do', () => {
    const claims = model.scenarios.flatMap(claimsOf);
    expect(claims).toHaveLength(model.scenarios.length);
    expect(claims.filter(claim => !agrees(claim))).toEqual([]);
    expect(new Set(claims.map(({ says }) => says.kind)).size).toBe(4);
  });

  test.each([
    ['0.16.1', '0.16.1', () => false],
    // Skipping works there, as long as no secret is needed.
    ['0.12.4', '0.12.4', ({ skipTls, trust }) => !skipTls || trust !== undefined],
    ['0.16.1', '0.12.4', (act, accepted) => accepted || act.form === 'tarball'],
    ['0.13.0', '0.13.0', (act, accepted) => act.trust !== undefined && (accepted || act.form !== 'index')],
  ] as [string, string, (act: HelmOpAct, accepted: boolean) => boolean][])(
    'are recorded for controller %s with agent %s where its defects meet them',
    (controller, agent, defective) => {
      for (const { id, helmOps: [act] = [], records = [] } of chartRows) {
        if (act === undefined) throw new Error(`${id} has no HelmOp`);
        const covered = records.some(
          record =>
            semver.satisfies(controller, record.controller ?? '*') &&
            semver.satisfies(agent, record.agent ?? '*'),
        );
        expect([id, covered]).toEqual([id, defective(act, rulingOnCharts(act).accepted)]);
      }
    },
  );
});
