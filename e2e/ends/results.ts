/** How the runs that were ended fared, as far as it is kept: `docs/ends.json`. */
export interface EndsResults {
  schema: 1;
  rows: EndRow[];
}

/** How one of them fared. */
export interface EndRow {
  /** The phase, or the company of two runs. */
  name: string;
  /** Empty for a company. */
  end: string;
  /** The day of the run, as `2026-11-25`. */
  day: string;
  outcome: 'as expected' | 'not as expected' | 'not tried';
  /** In words; where it was not tried, why. */
  observed: string;
  /** What is not as expected. */
  wrong: string[];
}

/** The kept results with one row seen anew; one that was not tried replaces none that was. */
export function foldRow({ schema, rows }: EndsResults, row: EndRow): EndsResults {
  const isSame = (other: EndRow) => other.name === row.name && other.end === row.end;
  const kept = rows.find(isSame);
  if (row.outcome === 'not tried' && kept !== undefined) return { schema, rows };
  return { schema, rows: [...rows.filter(other => !isSame(other)), row] };
}

/** Whether a row is kept that was as expected. */
export function isProved({ rows }: EndsResults, name: string, end: string): boolean {
  return rows.some(row => row.name === name && row.end === end && row.outcome === 'as expected');
}
