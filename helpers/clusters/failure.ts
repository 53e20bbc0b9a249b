import { type ErrorCode, HarnessError } from '../process/errors.ts';
import { tellingLine } from '../process/run.ts';

/** A known cause of failure, told by what Docker or kind printed. */
interface KnownCause {
  sign: RegExp;
  code: ErrorCode;
  why: string;
  cure: string;
}

/** The first that fits counts: the narrow ones stand before the wide ones. */
const KNOWN_CAUSES: readonly KnownCause[] = [
  {
    sign: /no space left on device/i,
    code: 'disk-full',
    why: 'no disk space is left',
    cure: 'Free some, for instance with: docker system prune',
  },
  {
    sign: /port is already allocated|address already in use|ports are not available/i,
    code: 'port-taken',
    why: 'a port is taken',
    cure: 'Run it again; what listens where is told by: ss --listening --tcp --processes',
  },
  {
    sign: /already exist for a cluster with the name|is already in use by container/i,
    code: 'name-taken',
    why: 'the name is taken',
    cure: 'Run `fleet-tls down`; if it is not ours, remove it with docker',
  },
  {
    sign: /cannot connect to the docker daemon|is the docker daemon running|error during connect|connection refused.*docker\.sock/i,
    code: 'docker-unavailable',
    why: 'the Docker daemon does not answer',
    cure: 'Start it, and see `fleet-tls doctor`',
  },
  {
    sign: /unable to apply caps/i,
    code: 'docker-unavailable',
    why: 'this Docker daemon cannot start privileged containers (CAP_SYS_RESOURCE is missing)',
    cure: 'Stop it: the harness then starts its own with a runtime wrapper',
  },
  {
    sign: /failed to pull image|no such image|manifest unknown|pull access denied/i,
    code: 'image-missing',
    why: 'an image is not in the local Docker and cannot be pulled',
    cure: 'See `fleet-tls doctor`, or choose another supply',
  },
  {
    sign: /too many open files|inotify/i,
    code: 'prerequisite-missing',
    why: 'the inotify limits are too low',
    cure: 'Run: sudo sysctl -w fs.inotify.max_user_instances=1024 fs.inotify.max_user_watches=524288',
  },
  {
    sign: /address pool/i,
    code: 'cluster-failed',
    why: 'Docker has no address range left for another network',
    cure: 'Remove unused networks: docker network prune',
  },
];

/**
 * Turns what Docker or kind printed when they failed into one error with a cure.
 * @param what what was being done, as in "cluster ftls-a-up was not created".
 */
export function clusterFailure(what: string, output: string): HarnessError {
  const cause = new Error(output);
  const known = KNOWN_CAUSES.find(({ sign }) => sign.test(output));
  if (known)
    return new HarnessError(known.code, { message: `${what}: ${known.why}`, cure: known.cure, cause });
  return new HarnessError('cluster-failed', {
    message: `${what}: ${tellingLine(output) || 'no output'}`,
    cure: 'Look at the whole output with `--verbose`',
    cause,
  });
}
