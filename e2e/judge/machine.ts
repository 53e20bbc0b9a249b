/** Go's words for a connection that could not be made or did not last, and Kubernetes' for an API that puts off. */
const NETWORK =
  /connection (refused|reset|timed out)|broken pipe|no route to host|(network|host) is unreachable|no such host|server misbehaving|i\/o timeout|handshake timeout|Client\.Timeout|deadline exceeded|\bEOF\b|client connection lost|server (is currently unable|was unable to return|has received too many requests)|etcdserver: /;

/** A status by which a server says that it cannot answer just now: 429 and 5xx, with its words. */
const PUT_OFF = /\b(429 Too Many|50[0-4] [A-Z])|\b(status|code)[: ]+(429|50[0-4])\b/;

/** Go's words for a certificate that is not good today. */
const DATES = /certificate has expired or is not yet valid/;

const DISK = /no space left on device/;

/** What a scenario itself may bring about, where it says something of Fleet after all. */
export type OwnTrouble = 'dates' | 'network';

/**
 * What of the machine an error of Fleet's speaks of, if of any: then it says nothing of Fleet. Whom to trust is no matter
 * of the machine, whatever else the error says.
 * @param own what the scenario brought about by itself.
 */
export function machineOf(error: string, own: readonly OwnTrouble[] = []): string | undefined {
  if (DATES.test(error) && !own.includes('dates'))
    return 'the dates of a certificate, or the clock, are wrong';
  if (/x509:/.test(error)) return undefined;
  if (DISK.test(error)) return 'the disk is full';
  if (own.includes('network')) return undefined;
  if (NETWORK.test(error) || PUT_OFF.test(error)) return 'the network, or a server in it, failed';
  return undefined;
}
