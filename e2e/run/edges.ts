import { clusterName, nodeName } from '../../helpers/clusters/names.ts';
import { edgeAlias, otherEdgeAlias } from '../../helpers/edge/edge.ts';
import { gitHost } from '../../helpers/edge/git.ts';
import type { ChartsService, ListenerSpec } from '../../helpers/edge/listener.ts';
import { registryHost } from '../../helpers/edge/registry.ts';
import { elsewhereOf, type Plan, type PlannedListener } from '../plan/plan.ts';
import { issueFor } from './endpointLeaf.ts';
import type { RunSecrets } from './secrets.ts';

/** One edge of the run and what listens there. */
export interface EdgeRequest {
  /** The plan's key of it. */
  key: string;
  /** What tells it apart from the run's other edges; none for the one that all share. */
  name?: string;
  listeners: ListenerSpec[];
}

/** All edges that a plan needs, with certificates for their endpoints. */
export async function edgeRequests(runId: string, plan: Plan, secrets: RunSecrets): Promise<EdgeRequest[]> {
  const keys = [...new Set(plan.listeners.map(({ edge }) => edge))];
  return Promise.all(
    keys.map(async key => ({
      key,
      ...(key !== '' && { name: key }),
      listeners: await Promise.all(
        plan.listeners
          .filter(({ edge }) => edge === key)
          .map(planned => listenerOf(planned, { runId, plan, secrets })),
      ),
    })),
  );
}

interface Parts {
  runId: string;
  plan: Plan;
  secrets: RunSecrets;
}

async function listenerOf(planned: PlannedListener, parts: Parts): Promise<ListenerSpec> {
  const { runId, secrets } = parts;
  const { spec, serves } = planned;
  const edge = planned.edge === '' ? undefined : planned.edge;
  const alias = 'elsewhere' in serves ? otherEdgeAlias(runId, edge) : edgeAlias(runId, edge);
  const leaf = await issueFor(spec, { alias }, secrets.authorities);
  return {
    name: planned.name,
    port: planned.port,
    ...(leaf && { leaf }),
    ...(spec.onlyTls && { tls: { min: spec.onlyTls, max: spec.onlyTls } }),
    ...(spec.asksPassword && {
      auth: { user: secrets.endpointUser, password: secrets.endpointPassword },
    }),
    serves: serviceOf(planned, parts),
  };
}

function serviceOf(
  { name, edge, spec, serves }: PlannedListener,
  { runId, plan }: Parts,
): ListenerSpec['serves'] {
  if ('upstreamOf' in serves) return apiServer(runId, upstreamRole(serves.upstreamOf));
  if ('downstream' in serves) return apiServer(runId, downstreamRole(serves.downstream));
  if ('acts' in serves && serves.acts === 'registry') return { kind: 'registry', host: registryHost(runId) };
  if ('acts' in serves && serves.acts === 'git') return { kind: 'git', host: gitHost(runId) };
  const elsewhere = plan.listeners.find(other => other.name === elsewhereOf(name));
  const other = otherEdgeAlias(runId, edge === '' ? undefined : edge);
  const charts: ChartsService = {
    kind: 'charts',
    ...(spec.path !== undefined && { path: spec.path }),
    ...(spec.versions && { versions: spec.versions }),
    ...(elsewhere && { archivesAt: `https://${other}:${elsewhere.port}` }),
  };
  return charts;
}

function apiServer(runId: string, role: string): ListenerSpec['serves'] {
  return { kind: 'upstream', host: `${nodeName(clusterName(runId, role))}:6443` };
}

/** The role of an upstream cluster, by the plan's key of it. */
export function upstreamRole(key: string): string {
  return `upstream-${key}`;
}

/** The role of a downstream cluster, by the plan's key of it. */
export function downstreamRole(key: string): string {
  return `downstream-${key}`;
}
