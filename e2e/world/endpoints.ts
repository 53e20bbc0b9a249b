import { HarnessError } from '../../helpers/process/errors.ts';
import type { PlannedListener } from '../plan/plan.ts';
import type { EdgeHandle, RunHandle } from '../run/handle.ts';

/** An endpoint of the run, as pods reach it. */
export interface Endpoint {
  planned: PlannedListener;
  edge: EdgeHandle;
  /** `https://<name>:<port>`, without a path. */
  url: string;
  /** The same by the edge's IPv4 address. */
  urlByAddress: string;
  /** `<name>:<port>` */
  host: string;
}

/** Finds an endpoint of the run by the plan's name of it. @throws HarnessError `internal` */
export function endpointOf(run: Pick<RunHandle, 'plan' | 'edges'>, listener: string): Endpoint {
  const planned = run.plan.listeners.find(({ name }) => name === listener);
  const edge = planned && run.edges[planned.edge];
  if (planned === undefined || edge === undefined) {
    throw new HarnessError('internal', {
      message: `the plan has no endpoint ${listener}`,
      cure: 'This is a defect of fleet-tls-e2e: please report it',
    });
  }
  const scheme = planned.spec.issuer === 'nobody' ? 'http' : 'https';
  const host = `${edge.alias}:${planned.port}`;
  return {
    planned,
    edge,
    host,
    url: `${scheme}://${host}`,
    urlByAddress: `${scheme}://${edge.address}:${planned.port}`,
  };
}
