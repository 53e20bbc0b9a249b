/** A phase of a run, and how a look at its output tells that it is reached. */
export interface Phase {
  name: string;
  /** What is under way then. */
  is: string;
  /** The line of progress that begins it, without the time before it. */
  sign: RegExp;
  /** Which of these lines, counted from 1; the first unless said otherwise. */
  nth?: number;
  /** Milliseconds from that line to the middle of what is under way. */
  afterMs: number;
  /** Whether the run may have come to its end by then: it has judged all that it was asked to. */
  judged?: true;
}

/** What is played: something quick, something that registers, and something that takes its time to refuse. */
export const SCENARIOS: readonly string[] = ['op/index-public', 'reg/strict-right-ca', 'op/skip-not-shared'];

const VERDICT = /^(holds|known-defect|regression|no-verdict|fixed) +\S+ with /;

/** Fleet is installed; agents come next. */
export const INSTALLED: Phase = {
  name: 'registration',
  is: 'agents are brought downstream and register',
  sign: /: installing Fleet, .*: done in /,
  afterMs: 3000,
};

/** The phases of a run, in the order in which it comes to them. */
export const phases: readonly Phase[] = [
  {
    name: 'image-build',
    is: 'the image of the edge is being built',
    sign: /^building image fleet-tls-e2e\/edge:.*\.\.\.$/,
    afterMs: 4000,
  },
  {
    name: 'cluster-creation',
    is: 'kind creates the clusters, and the edge starts',
    sign: /^creating cluster .*\.\.\.$/,
    afterMs: 8000,
  },
  {
    name: 'load',
    is: "Fleet's images are brought onto the nodes",
    sign: /^loading .* onto \d+ node\(s\) .*\.\.\.$/,
    afterMs: 2000,
  },
  { name: 'install', is: 'Helm installs Fleet', sign: /: installing Fleet, .*\.\.\.$/, afterMs: 1000 },
  INSTALLED,
  {
    name: 'scenario',
    is: 'one scenario is judged, others are being played',
    sign: VERDICT,
    afterMs: 500,
  },
  {
    name: 'report',
    is: 'all is judged: the report is written, and the world removed',
    sign: VERDICT,
    nth: SCENARIOS.length,
    afterMs: 100,
    judged: true,
  },
];

/** Follows the output of a run; tells of the line by which a phase is reached. */
export function signOf({ sign, nth = 1 }: Phase): (line: string) => boolean {
  let seen = 0;
  return line => {
    if (!sign.test(line.replace(/^\[[\d:]+\] /, ''))) return false;
    seen += 1;
    return seen === nth;
  };
}
