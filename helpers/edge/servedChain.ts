import { type CertificateSummary, summarize } from '../../certs/summary.ts';
import { execIn } from './exec.ts';

/** An endpoint that is asked for its certificates. */
export interface ChainRequest {
  /** The name of an edge's container, from which the endpoint is asked. */
  container: string;
  /** `https://<name>:<port>` as that container resolves it. */
  url: string;
  signal?: AbortSignal;
}

/** By this name the edge's record tells the harness from those whom it is about. */
export const CHAIN_READER = 'fleet-tls-evidence';

/** curl takes whatever it is shown, however weak: what a client makes of it is told by the client. */
const CURL = [
  ...['curl', '--silent', '--show-error', '--insecure', '--head', '--output', '/dev/null'],
  ...['--max-time', '5', '--tlsv1.0', '--ciphers', 'DEFAULT@SECLEVEL=0'],
  ...['--user-agent', CHAIN_READER, '--write-out', '%{certs}'],
];

/**
 * The certificates that an endpoint sends in a handshake, in the order in which it does: its own first.
 * @throws HarnessError `edge-failed` when there is no handshake.
 */
export async function servedChain({ container, url, signal }: ChainRequest): Promise<CertificateSummary[]> {
  const purpose = `asking ${url} for its certificates`;
  return readServedChain(await execIn({ container, purpose, command: [...CURL, url], signal }));
}

/** Reads the certificates that curl writes out: each as PEM, below what it says in words. */
export function readServedChain(text: string): CertificateSummary[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  return blocks.map(summarize);
}
