import type { Phase } from './phases.ts';

/** The ways in which a run is ended. */
export type EndName = 'sigint' | 'sigterm' | 'sigkill' | 'daemon' | 'disk';

/** One way in which a run is ended, and what is expected of it then. */
export interface End {
  name: EndName;
  /** What is done to it. */
  is: string;
  /** The exit status, or the signal that it ends by. */
  status: string;
  /** Who removes what the run made: the run itself, or `fleet-tls down` after it. */
  removedBy: 'run' | 'down';
  /** Whether a report has to be there, in which the rows that were not judged are missing. */
  partialReport: boolean;
}

/** The ends, the most usual first. */
export const ends: readonly End[] = [
  {
    name: 'sigint',
    is: 'SIGINT to the process and its children, as Ctrl-C at a terminal gives it',
    ...{ status: '130', removedBy: 'run', partialReport: true },
  },
  {
    name: 'sigkill',
    is: 'kill -9 of the process',
    ...{ status: 'SIGKILL', removedBy: 'down', partialReport: false },
  },
  {
    name: 'daemon',
    is: 'kill -9 of the Docker daemon that the run had started',
    ...{ status: '3', removedBy: 'down', partialReport: false },
  },
  {
    name: 'disk',
    is: 'the disk of the private folder, the results and the temporary files is full; it stays full',
    ...{ status: '3', removedBy: 'down', partialReport: false },
  },
  {
    name: 'sigterm',
    is: 'SIGTERM to the process alone, as CI gives it',
    ...{ status: '130', removedBy: 'run', partialReport: true },
  },
];

/** What is expected of a run that is ended so, in words. */
export function expectedInWords({ status, removedBy, partialReport }: End, { judged }: Phase): string {
  const ended = status.startsWith('SIG') ? `ends by ${status}` : `ends with ${status}`;
  const orWhole = judged ? ', or with 0 and a whole report' : '';
  const clean =
    removedBy === 'run' ? 'nothing is left' : '`fleet-tls down` removes all that is left, and nothing else';
  const report = partialReport
    ? 'the report says that it was interrupted, and of what'
    : 'no row of a report says more than was seen';
  return `${ended}${orWhole}; ${clean}; ${report}`;
}
