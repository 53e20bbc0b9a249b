/**
 * The words that scenarios are written in: endpoints, worlds, acts, changes, observations, records. Closed, so that
 * whoever reads one scenario can read all of them; a scenario that needs another word gets a new one here, with the
 * helper behind it.
 */
export * from './acts.ts';
export * from './changes.ts';
export * from './endpoints.ts';
export * from './expectations.ts';
export * from './records.ts';
export * from './scenario.ts';
export * from './world.ts';
