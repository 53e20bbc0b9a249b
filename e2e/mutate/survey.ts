/** What Stryker found, as far as it is kept: `docs/judgement.json`. */
export interface Survey {
  schema: 1;
  /** The version of Stryker, at its last run. */
  stryker: string;
  files: FileSurvey[];
  survivors: Survivor[];
}

/** How the mutants of one file fared. */
export interface FileSurvey {
  file: string;
  /** The day of the run, as `2026-11-25`. */
  day: string;
  killed: number;
  /** They ended in a loop: as good as killed. */
  timedOut: number;
  survived: number;
}

/** A mutant that no test killed. */
export interface Survivor {
  file: string;
  line: number;
  /** The code, and what it became; on one line. */
  code: string;
  becomes: string;
}

/** What is read of Stryker's report; the places are 1-based. */
export interface StrykerReport {
  config?: { mutate?: string[] };
  framework?: { version?: string };
  files: Record<string, { source: string; mutants: StrykerMutant[] }>;
}

interface StrykerMutant {
  status: string;
  replacement?: string;
  location: { start: Place; end: Place };
}

interface Place {
  line: number;
  column: number;
}

/** What of a file, and not the whole of it, Stryker was asked to mutate (`file.ts:10-20`): that is no survey of the file. */
export function partsOf({ config }: StrykerReport): string[] {
  return (config?.mutate ?? []).filter(pattern => /:\d+(:\d+)?-\d+(:\d+)?$/.test(pattern));
}

/** Takes out of Stryker's report what is kept of it. */
export function surveyOf({ framework, files }: StrykerReport, day: string): Survey {
  const found = Object.entries(files);
  return {
    schema: 1,
    stryker: framework?.version ?? '',
    files: found.map(([file, { mutants }]) => {
      const count = (...statuses: string[]) =>
        mutants.filter(({ status }) => statuses.includes(status)).length;
      return {
        file,
        day,
        killed: count('Killed'),
        timedOut: count('Timeout'),
        survived: count(...SURVIVED),
      };
    }),
    survivors: found.flatMap(([file, { source, mutants }]) =>
      mutants
        .filter(({ status }) => SURVIVED.includes(status))
        .map(({ location, replacement = '' }) => ({
          file,
          line: location.start.line,
          code: onOneLine(textAt(source, location)),
          becomes: onOneLine(replacement),
        })),
    ),
  };
}

/**
 * The kept survey with what was found since, file by file: one that was mutated again is as it was found now, and one
 * that is there no more is left out.
 */
export function foldSurvey(kept: Survey, found: Survey, isThere: (file: string) => boolean): Survey {
  const again = new Set(found.files.map(({ file }) => file));
  const fold = <T extends { file: string }>(before: readonly T[], now: readonly T[]) =>
    [...before.filter(({ file }) => !again.has(file) && isThere(file)), ...now].toSorted((a, b) =>
      a.file < b.file ? -1 : Number(a.file > b.file),
    );
  return {
    ...found,
    files: fold(kept.files, found.files),
    survivors: fold(kept.survivors, found.survivors),
  };
}

/** What no test reaches survives as well. */
const SURVIVED = ['Survived', 'NoCoverage'];

function textAt(source: string, { start, end }: StrykerMutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n');
}

const LONGEST = 120;

function onOneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}

/** How many of the mutants were killed, in percent. */
export function scoreOf(files: readonly FileSurvey[]): number {
  const sum = (of: (file: FileSurvey) => number) => files.reduce((total, file) => total + of(file), 0);
  const dead = sum(({ killed, timedOut }) => killed + timedOut);
  return (100 * dead) / (dead + sum(({ survived }) => survived));
}
