import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuthorityName, CertificateFlaw, GivenCa, ListenerSpec } from '../vocabulary/index.ts';
import { REASONS, type Refusal, rulingOnCharts, rulingOnUpstream } from './oracle.ts';
import { WORDED } from './reasons.fixture.ts';

const AUTHORITIES = ['public', 'private', 'other', 'twin', 'intermediate'] as const;
const FLAWS = ['expired', 'not-yet-valid', 'wrong-name', 'no-san'] as const satisfies CertificateFlaw[];

const authority = fc.constantFrom<AuthorityName>(...AUTHORITIES);
const server: fc.Arbitrary<ListenerSpec> = fc.record(
  {
    issuer: authority,
    flaw: fc.constantFrom<CertificateFlaw>(...FLAWS, 'missing-intermediate'),
    onlyTls: fc.constant<'1.1'>('1.1'),
  },
  { requiredKeys: ['issuer'] },
);
const several = fc.uniqueArray(authority, { minLength: 1 });
const given: fc.Arbitrary<GivenCa> = fc.oneof(
  fc.constantFrom<GivenCa>('none', 'own-leaf', 'malformed', ...AUTHORITIES),
  several.map(bundle => ({ bundle })),
  several.map(joined => ({ joined })),
);
const upstream = fc.record({ up: server, trust: given, globalTrust: given, byAddress: fc.boolean() });
const charts = fc.record({ charts: server, trust: given });
const strictMode = fc.constantFrom('strict' as const, 'empty' as const);

function holds<T>(what: fc.Arbitrary<T>, property: (of: T) => void): void {
  fc.assert(fc.property(what, property), { numRuns: 1000 });
}

describe('at the upstream', () => {
  test('strict never goes by the store: who is accepted was vouched for by the given CA', () => {
    holds(fc.tuple(strictMode, upstream), ([mode, where]) => {
      const ruling = rulingOnUpstream({ mode, ...where });
      if (ruling.accepted) expect(ruling.vouchedBy).toBe('given');
    });
  });

  test('strict without a CA accepts nobody', () => {
    holds(fc.tuple(strictMode, server), ([mode, up]) => {
      expect(rulingOnUpstream({ mode, up, trust: 'none' }).accepted).toBe(false);
    });
  });

  test('system-store accepts whom strict accepts', () => {
    holds(upstream, where => {
      if (!rulingOnUpstream({ mode: 'strict', ...where }).accepted) return;
      expect(rulingOnUpstream({ mode: 'system-store', ...where }).accepted).toBe(true);
    });
  });

  test('in system-store mode the given CA matters where the store does not vouch, and there alone', () => {
    holds(fc.tuple(upstream, given), ([where, another]) => {
      const mode = 'system-store';
      const withoutCa = rulingOnUpstream({ mode, ...where, trust: 'none', globalTrust: 'none' });
      const withCa = rulingOnUpstream({ mode, ...where, trust: another });
      if (withoutCa.accepted) expect(withCa).toEqual(withoutCa);
      else if (another !== 'none') {
        expect(withCa).toEqual(rulingOnUpstream({ mode: 'strict', ...where, trust: another }));
      }
    });
  });

  test("the controller's own CA matters to clusters that bring none, and to them alone", () => {
    holds(fc.tuple(upstream, given), ([{ globalTrust, ...where }, trust]) => {
      const alone = rulingOnUpstream({ mode: 'strict', ...where, trust });
      const besides = rulingOnUpstream({ mode: 'strict', ...where, trust, globalTrust });
      const moved = rulingOnUpstream({ mode: 'strict', ...where, trust: globalTrust });
      expect(besides).toEqual(trust === 'none' ? moved : alone);
    });
  });
});

describe('at a chart server', () => {
  test('to skip verification never turns allowed into refused, and leaves but the protocol to refuse for', () => {
    holds(charts, where => {
      const skipping = rulingOnCharts({ ...where, skipTls: true });
      if (rulingOnCharts(where).accepted) expect(skipping.accepted).toBe(true);
      if (!skipping.accepted) expect(skipping.refusal).toBe('old-protocol');
    });
  });

  test('a given CA adds to the store: it never turns allowed into refused', () => {
    holds(charts, where => {
      const without = rulingOnCharts({ charts: where.charts });
      if (without.accepted) expect(rulingOnCharts(where)).toEqual(without);
    });
  });

  test('where the upstream would be accepted in system-store mode, so are charts', () => {
    holds(charts, where => {
      const { accepted } = rulingOnUpstream({ mode: 'system-store', up: where.charts, trust: where.trust });
      expect(rulingOnCharts(where).accepted).toBe(accepted);
    });
  });
});

describe('at either', () => {
  test('one more CA in the bundle never turns allowed into refused', () => {
    holds(fc.tuple(server, several, several), ([where, some, others]) => {
      const [few, more] = [{ bundle: some }, { bundle: [...some, ...others] }];
      if (rulingOnUpstream({ mode: 'strict', up: where, trust: few }).accepted) {
        expect(rulingOnUpstream({ mode: 'strict', up: where, trust: more }).accepted).toBe(true);
      }
      if (rulingOnCharts({ charts: where, trust: few }).accepted) {
        expect(rulingOnCharts({ charts: where, trust: more }).accepted).toBe(true);
      }
    });
  });

  test('whoever verifies refuses a certificate that is wrong in itself, whatever they trust', () => {
    const flawed = fc.record({ issuer: authority, flaw: fc.constantFrom(...FLAWS) });
    holds(fc.tuple(flawed, given), ([where, trust]) => {
      expect(rulingOnUpstream({ mode: 'strict', up: where, trust }).accepted).toBe(false);
      expect(rulingOnUpstream({ mode: 'system-store', up: where, trust }).accepted).toBe(false);
      expect(rulingOnCharts({ charts: where, trust })).toEqual({ accepted: false, refusal: where.flaw });
    });
  });
});

describe('in particular', () => {
  const strict = (issuer: ListenerSpec['issuer'], trust: GivenCa, flaw?: CertificateFlaw) =>
    rulingOnUpstream({ mode: 'strict', up: { issuer, ...(flaw && { flaw }) }, trust });
  const given = { accepted: true, vouchedBy: 'given' };
  const refused = (refusal: Refusal) => ({ accepted: false, refusal });

  test('without TLS nobody is asked', () => {
    const ruling = { accepted: true, vouchedBy: 'nobody' };
    expect(strict('nobody', 'none')).toEqual(ruling);
    expect(rulingOnCharts({ charts: { issuer: 'nobody' } })).toEqual(ruling);
    expect(rulingOnCharts({ charts: { issuer: 'other' }, skipTls: true })).toEqual(ruling);
  });

  test('to skip verification lifts no protocol version', () => {
    const charts = { issuer: 'public', onlyTls: '1.1' } as const;
    expect(rulingOnCharts({ charts, skipTls: true })).toEqual(refused('old-protocol'));
  });

  test('it is said who vouches for a chart server', () => {
    expect(rulingOnCharts({ charts: { issuer: 'public' } })).toEqual({ accepted: true, vouchedBy: 'store' });
    expect(rulingOnCharts({ charts: { issuer: 'private' }, trust: 'private' })).toEqual(given);
    expect(rulingOnCharts({ charts: { issuer: 'private' } })).toEqual(refused('unknown-authority'));
  });

  test('a CA is read alone and in a bundle, and joined to another one by a line it is not', () => {
    expect(strict('private', 'private')).toEqual(given);
    expect(strict('private', { bundle: ['other', 'private'] })).toEqual(given);
    expect(strict('private', { bundle: ['other'] })).toEqual(refused('unknown-authority'));
    expect(strict('private', { joined: ['private'] })).toEqual(given);
    expect(strict('private', { joined: ['private', 'other'] })).toEqual(refused('unreadable-ca'));
    expect(strict('private', 'malformed')).toEqual(refused('unreadable-ca'));
  });

  test('a CA of the same subject and another key is told apart from a CA that is simply another', () => {
    expect(strict('private', 'twin')).toEqual(refused('other-key'));
    expect(strict('twin', 'private')).toEqual(refused('other-key'));
    expect(strict('twin', 'other')).toEqual(refused('unknown-authority'));
    expect(strict('other', 'private')).toEqual(refused('unknown-authority'));
  });

  test('the root of an intermediate vouches where the server sends it', () => {
    expect(strict('intermediate', 'private')).toEqual(given);
    expect(strict('intermediate', 'intermediate', 'missing-intermediate')).toEqual(given);
    expect(strict('intermediate', 'private', 'missing-intermediate')).toEqual(refused('unknown-authority'));
  });
});

test.each(Object.keys(REASONS) as Refusal[])(
  'the pattern of %s fits how it is worded, and no other',
  refusal => {
    const fitting = Object.entries(WORDED).filter(([, words]) => REASONS[refusal].test(words));
    expect(fitting.map(([name]) => name)).toEqual([refusal]);
  },
);
