/** The Fleet versions that a run fetches when none are named: the last of the old generation that is judged, and the newest. */
export const DEFAULT_VERSIONS: readonly string[] = ['0.12.4', '0.16.1'];
