import { closestMatch } from 'leven';

/** How far a name may be from the one that was meant: less for a short one, which is near to much. */
function mostSlips(name: string): number {
  return Math.min(5, Math.ceil(name.length / 3));
}

/** `Did you mean op/index-public? ` for a name that none has but that is close to one that is known; else nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const meant = closestMatch(name, known, { maxDistance: mostSlips(name) });
  return meant === undefined ? '' : `Did you mean ${meant}? `;
}
