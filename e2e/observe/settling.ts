/** What a certificate, a server or an address is the reason of: looking again makes no difference. */
const LASTING = [
  /x509:|tls:/,
  /\b401\b/,
  /server gave HTTP response to HTTPS client/,
  /unsupported protocol scheme/,
];

/**
 * How many milliseconds an error has to stand on a HelmOp before it counts, by its words. What is missing may be on its
 * way, and Fleet looks for it at intervals that double (0.12-0.16: 10 s, 20 s, 40 s). On a busy machine a secret that is
 * copied comes late enough for the third (0.16.1: 70 s).
 */
export function settleMs(error: string): number {
  return LASTING.some(one => one.test(error)) ? 10_000 : 90_000;
}
