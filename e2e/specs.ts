/** How vitest plays the specs: from the command, and when it was started by itself. */
export const SPECS = {
  name: 'e2e',
  include: ['e2e/*.e2e.ts'],
  // Threads share the command's process: no signal of a terminal ends a worker before it has cleaned up.
  pool: 'threads',
  // Enough to keep the clusters of a small machine busy; more of them only wait for each other.
  maxConcurrency: 40,
  // Every wait has a deadline of its own; what waits for its turn in the one lane of a downstream has none.
  testTimeout: 3_600_000,
  hookTimeout: 600_000,
  teardownTimeout: 180_000,
};
