import type { GivenCa, ListenerSpec } from '../vocabulary/index.ts';

/** The levels of what both grids vary, in the words of the stories. */
export const ISSUERS = { private: 'a private CA', public: 'a CA of the store' } as const;
export const FLAWS = {
  sound: '',
  expired: ', its certificate expired',
  'wrong-name': ', its certificate for another name',
} as const;
export const GIVEN = { none: 'no CA given', right: 'its CA given', other: 'another CA given' } as const;

type Issuer = keyof typeof ISSUERS;

/** The levels of such a table. */
export function levelsOf<T extends object>(table: T): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}

/** The endpoint of these levels. */
export function endpoint(issuer: Issuer, flaw: keyof typeof FLAWS): ListenerSpec {
  return flaw === 'sound' ? { issuer } : { issuer, flaw };
}

/** The CA that is given, where an endpoint has this issuer. */
export function givenCa(given: keyof typeof GIVEN, issuer: Issuer): GivenCa {
  return given === 'right' ? issuer : given;
}
