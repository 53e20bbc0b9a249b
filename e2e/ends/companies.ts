/** Two runs on one machine at the same time. */
export interface Company {
  name: string;
  /** What becomes of them. */
  is: string;
  /** Whether the first is ended by kill -9, and `fleet-tls down` is called, while the second is under way. */
  firstIsKilled: boolean;
  /** What is expected, in words. */
  expected: string;
}

/** What two runs at once have to stand. */
export const companies: readonly Company[] = [
  {
    name: 'two-at-once',
    is: 'two runs at the same time, both to their end',
    firstIsKilled: false,
    expected: 'both end with 0; nothing is left',
  },
  {
    name: 'down-beside-a-run',
    is: 'kill -9 of one of two runs, and `fleet-tls down` while the other is under way',
    firstIsKilled: true,
    expected:
      '`fleet-tls down` removes what the first left and leaves the second alone, which ends with 0; nothing is left',
  },
];
