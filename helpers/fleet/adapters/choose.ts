import { inRange, isStandin } from '../version.ts';
import type { FleetAdapter } from './adapter.ts';
import type { Feature } from './features.ts';
import { ofStandin } from './standin.ts';
import { before013 } from './v0.12.ts';
import { at0130 } from './v0.13.0.ts';
import { since0131 } from './v0.13.1.ts';
import { since016 } from './v0.16.ts';

const ADAPTERS: readonly FleetAdapter[] = [before013, at0130, since0131, since016];

/** The newest release line that an adapter was tried with. */
const NEWEST_KNOWN = '<0.17.0-0';

/** The adapter for a version. One newer than all known ones gets the newest. */
export function adapterFor(version: string): FleetAdapter {
  const adapter = ADAPTERS.find(({ range }) => inRange(version, range)) ?? since016;
  return isStandin(version) ? ofStandin(adapter) : adapter;
}

/** What a report has to say of a version that is newer than any that this harness was tried with. */
export function newerThanKnown(version: string): string | undefined {
  if (inRange(version, NEWEST_KNOWN)) return undefined;
  return `${version} is newer than what this harness knows: it is taken for ${since016.generation}`;
}

/** Why a controller cannot do all of this; undefined where it can. */
export function lackOf({ lacks }: FleetAdapter, features: readonly Feature[]): string | undefined {
  return features.map(feature => lacks[feature]).find(why => why !== undefined);
}
