import { readFileSync } from 'node:fs';
import type { FleetAdapter } from '../../helpers/fleet/adapters/adapter.ts';
import { adapterFor } from '../../helpers/fleet/adapters/choose.ts';
import {
  awaitControllers,
  changeFleet,
  type InstallRequest,
  installFleet,
  isFleetInstalled,
} from '../../helpers/fleet/install.ts';
import { setRancherCas } from '../../helpers/fleet/rancherCa.ts';
import { connect } from '../../helpers/kube/client.ts';
import { awaitServiceNetwork } from '../../helpers/kube/serviceNetwork.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { ControllerSetting, PlannedPair, PlannedPhase } from '../plan/plan.ts';
import { type ClusterHandle, type PairHandle, type RunHandle, wasUp } from '../run/handle.ts';
import { modeValue } from './agents.ts';
import { givenCaPem, rancherCas } from './trust.ts';
import { openWorld, type World } from './world.ts';

/** An upstream cluster with the one controller that is installed in it: the site of one world after another. */
export interface Site {
  /** Opens the world of a pair in a phase. The world before it ends: its clusters are gone when this resolves. */
  enter(pair: PlannedPair, phase: PlannedPhase): Promise<World>;
  /** Sets the controller otherwise while its world lives. */
  set(change: Partial<ControllerSetting>): Promise<void>;
  /** Upgrades, or downgrades, Fleet to the other release of the pair. */
  changeRelease(): Promise<void>;
  /** What the controller that runs now can do, and how. */
  adapter(): FleetAdapter;
}

/** What the controller of a site is right now. */
interface Installed {
  pair: PlannedPair;
  setting: ControllerSetting;
  world: World;
  /** It is the other release of the pair by now. */
  other: boolean;
}

/** Opens a site; nothing is installed before a world is entered. */
export function openSite(context: Context, run: RunHandle, upstreamKey: string): Site {
  const handle = run.upstreams[upstreamKey] as ClusterHandle;
  const upstream = connect(readFileSync(handle.kubeconfig, 'utf8'));
  const downstreams = Object.fromEntries(
    Object.entries(run.downstreams).map(([key, { kubeconfig }]) => [
      key,
      connect(readFileSync(kubeconfig, 'utf8')),
    ]),
  );
  let installed: Installed | undefined;

  const site: Site = {
    enter: async (pair, phase) => {
      const before = installed;
      const { controller: setting } = phase;
      const request = installRequest(run, { pair, upstream: handle, setting, other: false });
      if (before === undefined && wasUp(run) && (await isFleetInstalled(context, request))) {
        await awaitControllers(upstream, context.signal);
        context.progress.say(`${pair.id}: Fleet is installed as ${phase.name} wants it`);
      } else {
        const doing = before === undefined ? 'installing Fleet' : 'changing the controller';
        await context.progress.step(
          `${pair.id}: ${doing}, ${phase.name}`,
          async () => {
            if (before === undefined) await awaitServiceNetwork(upstream, context.signal);
            // A cluster that lived on would be imported anew in the new mode, and its agent be taken for another's.
            else await before.world.end();
            await (before === undefined || before.other ? installFleet : changeFleet)(context, request);
          },
          { estimateSeconds: 30 },
        );
      }
      await setRancherCas(upstream, rancherCas(run, setting.rancherCa));
      const world = openWorld(context, { run, pair, phase, upstream, downstreams, site });
      installed = { pair, setting, world, other: false };
      return world;
    },
    set: async change => {
      const { pair, setting, other } = demandInstalled(installed);
      Object.assign(setting, change);
      await changeFleet(context, installRequest(run, { pair, upstream: handle, setting, other }));
    },
    changeRelease: async () => {
      const now = demandInstalled(installed);
      now.other = true;
      await installFleet(context, installRequest(run, { ...now, upstream: handle }));
    },
    adapter: () => {
      const { pair, other } = demandInstalled(installed);
      return adapterFor(releaseOf(run, pair, other).release.version);
    },
  };
  return site;
}

/** The release that a pair begins with, or the other one. */
function releaseOf(
  run: RunHandle,
  pair: PlannedPair,
  wantsOther: boolean,
): Pick<InstallRequest, 'release' | 'images'> {
  const { controller, images, other } = run.pairs[pair.key] as PairHandle;
  return wantsOther && other ? other : { release: controller, images };
}

function demandInstalled(installed: Installed | undefined): Installed {
  if (installed === undefined) throw new Error('no world was entered yet');
  return installed;
}

function installRequest(
  run: RunHandle,
  parts: { pair: PlannedPair; upstream: ClusterHandle; setting: ControllerSetting; other: boolean },
): InstallRequest {
  const { pair, upstream, setting, other } = parts;
  const apiServerCA = givenCaPem(run, setting.globalTrust, '');
  return {
    name: pair.key,
    helm: run.helm,
    kubeconfig: upstream.kubeconfig,
    ...releaseOf(run, pair, other),
    mode: modeValue(setting.mode),
    apiServerURL: upstream.internalUrl,
    ...(apiServerCA !== undefined && { apiServerCA }),
    serves: pair.serves,
  };
}
