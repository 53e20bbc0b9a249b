/** What was seen of a run that was ended. */
export interface EndFacts {
  /** Whether it came to its phase, and was ended there. */
  reached: boolean;
  /** Its exit status, or the signal that it ended by; undefined where it did not end in time. */
  status?: string;
  /** From its end being brought about to its end. */
  seconds: number;
  /** The last line that it wrote. */
  lastLine: string;
  /** What it left, each as its kind and its name. */
  left: string[];
  /** What was there before it and is no more. */
  missing: string[];
  /** `fleet-tls down` after it, where that was called. */
  down?: DownFacts;
  /** What its verdicts.json says; undefined where there is none. */
  report?: ReportFacts;
}

/** What was seen of `fleet-tls down`. */
export interface DownFacts {
  status: string;
  /** How many things were left before it; undefined where Docker could not be asked. */
  found?: number;
  /** How many lines say that something was removed. */
  removed: number;
}

/** What a run's verdicts.json says, as far as it can be judged from outside. */
export interface ReportFacts {
  interrupted: boolean;
  /** Scenarios x pairs. */
  planned: number;
  rows: RowFacts[];
}

/** One verdict of a report. */
export interface RowFacts {
  scenario: string;
  verdict: string;
  /** Whether it names what was expected, and all of that was met. */
  met: boolean;
}

/** What was seen of two runs at once. */
export interface CompanyFacts {
  /** How each of them ended: its exit status, or the signal that it ended by. */
  first: string;
  second: string;
  /** What both left, and what was there before and is no more. */
  left: string[];
  missing: string[];
  /** `fleet-tls down` beside the second, where that was called. */
  down?: DownFacts;
}
