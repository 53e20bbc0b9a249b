/**
 * A reason without what is another in every run: the runs' ids, addresses, ports, times, counts, random parts of names.
 * Versions stay, because a reason that names another version is another reason.
 */
export function steadyReason(reason: string, runIds: readonly string[]): string {
  const withoutIds = runIds.reduce((text, id) => text.replaceAll(id, '#'), reason);
  return PASSING.reduce((text, part) => text.replace(part, '#'), withoutIds)
    .replace(/\s+/g, ' ')
    .trim();
}

const PASSING: readonly RegExp[] = [
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g,
  // An IPv4 address
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  // Hashes, uids, the random tail of a pod's name
  /\b(?=[0-9a-f-]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/g,
  /(?<=-[0-9a-z#]{1,10}-)[0-9a-z]{5}\b/g,
  // The name of a ClusterRegistration
  /(?<=\brequest-)[0-9a-z]{5}\b/g,
  // A pair's place in the run, as namespaces and names begin with it
  /\bp\d+(?=-)/g,
  // A number that is no part of a version
  /(?<![\w.])\d+(?![\w]|\.\d)/g,
];
