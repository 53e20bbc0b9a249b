import type { Feature } from './features.ts';

/** What differs between the generations of Fleet's API: everything that asks for a version stands in one of these. */
export interface FleetAdapter {
  /** The versions that it is written for, as people say it. */
  generation: string;
  /** The same as a semver range, pre-releases included. */
  range: string;
  /** The kind of a Helm operation. */
  helmOpKind: 'HelmApp' | 'HelmOp';
  /** Values of the fleet chart that this generation needs besides the common ones. */
  controllerValues: Record<string, unknown>;
  /** Values of the fleet-agent chart that this generation needs besides the common ones. */
  agentValues(token: { name: string }): Record<string, unknown>;
  /** Where the reference of an OCI chart goes in a HelmOp. */
  ociChart(chart: { reference: string; version: string }): Record<string, string>;
  /** Fields of a GitRepo whose bundles go through an OCI registry by way of a secret, and the secret's type. */
  ociStorage(storage: OciStorage): { spec: Record<string, unknown>; secretType: string };
  /** What it does not have, and why, to complete "...: <why>". */
  lacks: Partial<Record<Feature, string>>;
}

/** An OCI registry that bundles go through. */
export interface OciStorage {
  /** `host:port/path`, without a scheme (Fleet 0.12-0.16). */
  reference: string;
  /** Name of the secret that bears what else there is to know. */
  secretName: string;
}
