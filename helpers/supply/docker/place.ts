/** Which daemon is meant, and where it lies when the harness starts it. */
export interface DaemonPlace {
  /** `unix://...`; undefined for the one that the docker client asks by default. */
  host: string | undefined;
  /** The pid file that the daemon writes. */
  pidFile: string;
  /** The folder of what it and its containerd keep while they run. */
  execRoot: string;
  /** Further flags for dockerd when the harness starts it. */
  flags: readonly string[];
}

/** The machine's usual daemon, with its usual socket and data folder. */
export const USUAL_DAEMON: DaemonPlace = {
  host: undefined,
  pidFile: '/var/run/docker.pid',
  execRoot: '/var/run/docker',
  flags: [],
};

/** The arguments that point the docker client at the daemon. */
export function dockerArgs(place: DaemonPlace): string[] {
  return place.host === undefined ? [] : ['--host', place.host];
}
