import { readFileSync } from 'node:fs';
import { connect, type KubeClient } from '../../helpers/kube/client.ts';
import type { KeptWorld } from '../keep/keptWorld.ts';
import type { ClusterHandle, RunHandle } from '../run/handle.ts';
import type { Side } from './fault.ts';

/** The world that faults are injected into. */
export interface Site {
  world: KeptWorld;
  signal: AbortSignal;
}

/** The clusters of one kind. */
export function clustersOf({ upstreams, downstreams }: RunHandle, side: Side): ClusterHandle[] {
  return Object.values(side === 'upstream' ? upstreams : downstreams);
}

/** Their nodes' containers. */
export function nodesOf(handle: RunHandle, side: Side): string[] {
  return clustersOf(handle, side).map(({ node }) => node);
}

/** The edges' containers. */
export function edgesOf({ edges }: RunHandle): string[] {
  return Object.values(edges).map(({ container }) => container);
}

/** A client of a cluster. */
export function clientOf({ kubeconfig }: ClusterHandle): KubeClient {
  return connect(readFileSync(kubeconfig, 'utf8'));
}
