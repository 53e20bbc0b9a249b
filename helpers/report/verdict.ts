/** How a verdict is shown. */
interface VerdictLook {
  colour: 'green' | 'amber' | 'red' | 'blue' | 'grey' | 'violet';
  /** The same colour where only characters are to be had. */
  sign: string;
  /** What the verdict says, for legends. */
  meaning: string;
}

/** Every verdict there is, in the order in which a reader wants them: what needs attention first. */
export const VERDICTS = {
  regression: { colour: 'red', sign: '🔴', meaning: 'not met, and no record explains it' },
  'no-verdict': {
    colour: 'violet',
    sign: '🟣',
    meaning: 'the harness or the machine failed; says nothing of Fleet',
  },
  fixed: { colour: 'blue', sign: '🔵', meaning: 'holds, though a record says it should fail: out of date' },
  'known-defect': { colour: 'amber', sign: '🟠', meaning: 'fails exactly as its record says' },
  holds: { colour: 'green', sign: '🟢', meaning: 'the requirement was observed' },
  'not-applicable': { colour: 'grey', sign: '⚪', meaning: 'the version lacks the feature' },
} as const satisfies Record<string, VerdictLook>;

/** What a scenario's run says about Fleet with one pair. */
export type Verdict = keyof typeof VERDICTS;

/** Every verdict, most urgent first. */
export const VERDICT_ORDER = Object.keys(VERDICTS) as Verdict[];

/** What a record that is out of date does to a run: nothing, or it makes the run red. */
export type StaleRecords = 'ignore' | 'error';

/** Whether a verdict makes the run fail because of Fleet (or of a record that no longer tells the truth). */
export function isRed(verdict: Verdict, staleRecords: StaleRecords): boolean {
  return verdict === 'regression' || (verdict === 'fixed' && staleRecords === 'error');
}
