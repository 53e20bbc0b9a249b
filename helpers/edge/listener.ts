import type { Leaf } from '../../certs/authority.ts';
import { HarnessError } from '../process/errors.ts';

/** One TLS port of the edge, with a certificate of its own. */
export interface ListenerSpec {
  /** Unique in a run, as in `0.16.1-0.12.4.op-index-public.charts`: letters, digits and `._-`. */
  name: string;
  /** TCP port inside the edge's container, unique in a run. */
  port: number;
  leaf: Leaf;
  serves: ChartsService | UpstreamService;
}

/** The edge's chart repository: `/index.yaml` and the chart that it lists. */
interface ChartsService {
  kind: 'charts';
}

/** A TLS proxy to the API server of the upstream cluster. */
interface UpstreamService {
  kind: 'upstream';
  /** `<DNS name or IPv4 address>:<port>` as the edge's container resolves it; spoken to in TLS. */
  host: string;
}

/**
 * Holds the listeners of a run to what the configuration and the record rely on.
 * @throws HarnessError `config` for a name or port that is wrong or given twice, or an upstream that is none.
 */
export function checkListeners(listeners: readonly ListenerSpec[]): void {
  const names = new Set<string>();
  const ports = new Set<number>();
  for (const { name, port, serves } of listeners) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name))
      refuse(`the name ${JSON.stringify(name)} cannot be a listener's`);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) refuse(`listener ${name}: ${port} is no port`);
    if (names.has(name)) refuse(`two listeners of the edge are called ${name}`);
    if (ports.has(port)) refuse(`two listeners of the edge ask for port ${port}`);
    if (serves.kind === 'upstream' && !/^[A-Za-z0-9][A-Za-z0-9.-]*:[1-9][0-9]{0,4}$/.test(serves.host)) {
      refuse(`listener ${name}: ${JSON.stringify(serves.host)} is no upstream`);
    }
    names.add(name);
    ports.add(port);
  }
}

function refuse(message: string): never {
  throw new HarnessError('config', {
    message,
    cure: 'Give every listener its own name (letters, digits, . _ -), its own port, and upstreams as host:port',
  });
}
