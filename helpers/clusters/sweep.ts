import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_LABEL } from '../process/context.ts';
import { isAlive } from '../process/liveness.ts';
import { WORLD_FILE } from '../process/runs.ts';
import { RECIPE_LABEL } from '../supply/image.ts';
import { clustersInCreation, endCreation } from './creations.ts';
import { dockerLines } from './docker.ts';
import { isOfRun, KIND_CLUSTER_LABEL, NAME_PREFIX } from './names.ts';
import { FOLDER_LABEL, OWNER_LABEL, removeNetwork } from './network.ts';
import { removeContainers } from './remove.ts';

/** One thing that some run made and that outlives it. */
export interface RunThing {
  kind: 'creation' | 'container' | 'network' | 'image';
  /** What Docker removes it by; of a creation under way, the cluster's name. */
  name: string;
  /** The run's id by the label; empty for kind's nodes, which carry kind's label only, and for what a build left. */
  run: string;
  /** `<pid>:<start>` of the run's process by the label of its network; empty elsewhere. */
  owner: string;
  /** The run's private folder by the label of its network; empty elsewhere. */
  folder: string;
}

/** What a sweep did. */
export interface Swept {
  removed: RunThing[];
  /** Worlds that are up and belong to another cache: to another user of this Docker. */
  elsewhere: { run: string; folder: string }[];
}

/**
 * Which of the things belong to no living run.
 * @param liveRuns ids of the runs that are known to live, by their ledgers.
 * @param isHeld whether the labels of a network name a process that lives, or a world that is up: a run of another user
 *   has its ledger elsewhere.
 */
export function deadThings(
  things: readonly RunThing[],
  liveRuns: readonly string[],
  isHeld: (network: RunThing) => boolean,
): RunThing[] {
  const held = things.filter(thing => thing.kind === 'network' && isHeld(thing)).map(({ run }) => run);
  const live = [...liveRuns, ...held];
  return things.filter(({ run, name }) => !live.some(id => run === id || isOfRun(name, id)));
}

/** A container, as Docker lists it. */
export interface ListedContainer {
  name: string;
  /** What it was made of: the name of an image, or its id where it was made by that. */
  image: string;
  state: string;
  /** The values of our labels and of kind's; empty where it has none. */
  run: string;
  cluster: string;
  recipe: string;
}

/**
 * Whether a container is of a run, or of a step of an image build that Docker's death has ended: it has the label of our
 * image that it was made upon, and was made by that image's id, as only a build does. Such a step that still runs is
 * of a build that does.
 */
export function isOurs({ image, state, run, cluster, recipe }: ListedContainer): boolean {
  if (run !== '' || cluster.startsWith(NAME_PREFIX)) return true;
  return recipe !== '' && cluster === '' && state !== 'running' && /^(sha256:)?[0-9a-f]{12,64}$/.test(image);
}

const LABELS = [RUN_LABEL, KIND_CLUSTER_LABEL, RECIPE_LABEL].map(label => `{{.Label "${label}"}}`);
const CONTAINER = ['{{.Names}}', '{{.Image}}', '{{.State}}', ...LABELS].join('\t');

function listedContainer(line: string): ListedContainer {
  const [name = '', image = '', state = '', run = '', cluster = '', recipe = ''] = line.split('\t');
  return { name, image, state, run, cluster, recipe };
}

/** Finds what any run made and did not remove. */
export async function findRunThings(): Promise<RunThing[]> {
  const network = `{{.Name}}\t{{.Label "${RUN_LABEL}"}}\t{{.Label "${OWNER_LABEL}"}}\t{{.Label "${FOLDER_LABEL}"}}`;
  const [containers, networks, images] = await Promise.all([
    dockerLines(['ps', '--all', '--format', CONTAINER]),
    dockerLines(['network', 'ls', '--filter', `label=${RUN_LABEL}`, '--format', network]),
    dockerLines(['image', 'ls', '--quiet', '--no-trunc', '--filter', `label=${RUN_LABEL}`]),
  ]);
  return [
    ...clustersInCreation().map(
      (name): RunThing => ({ kind: 'creation', name, run: '', owner: '', folder: '' }),
    ),
    ...containers
      .map(listedContainer)
      .filter(isOurs)
      .map(({ name, run }): RunThing => ({ kind: 'container', name, run, owner: '', folder: '' })),
    ...networks.map((line): RunThing => {
      const [name = '', run = '', owner = '', folder = ''] = line.split('\t');
      return { kind: 'network', name, run, owner, folder };
    }),
    ...(await Promise.all([...new Set(images)].map(imageOfRun))),
  ];
}

async function imageOfRun(id: string): Promise<RunThing> {
  const [run = ''] = await dockerLines([
    'image',
    'inspect',
    '--format',
    `{{index .Config.Labels "${RUN_LABEL}"}}`,
    id,
  ]);
  return { kind: 'image', name: id, run, owner: '', folder: '' };
}

/**
 * Removes whatever killed runs left in Docker, and touches nothing of a living run, nor a world of another cache.
 * @param ownRuns ids of all runs of this cache, the dead as well.
 */
export async function sweep(liveRuns: readonly string[], ownRuns: readonly string[]): Promise<Swept> {
  const things = await findRunThings();
  const elsewhere = things.filter(thing => isWorldElsewhere(thing, ownRuns));
  const isHeld = (network: RunThing) => ownerLives(network.owner) || elsewhere.includes(network);
  const removed = deadThings(things, liveRuns, isHeld);
  await removeThings(removed);
  return { removed, elsewhere };
}

/** Whether a thing names the folder of a world that is up, and of a run of another cache. */
export function isWorldElsewhere(
  { run, folder }: Pick<RunThing, 'run' | 'folder'>,
  ownRuns: readonly string[],
): boolean {
  return folder !== '' && !ownRuns.includes(run) && existsSync(join(folder, WORLD_FILE));
}

/** Removes things in the order in which they let go of each other. */
export async function removeThings(things: readonly RunThing[]): Promise<void> {
  const named = (kind: RunThing['kind']) =>
    things.filter(thing => thing.kind === kind).map(({ name }) => name);
  for (const cluster of named('creation')) await endCreation(cluster);
  const containers = named('container');
  if (containers.length > 0) await removeContainers(containers);
  for (const name of named('network')) await removeNetwork(name);
  const images = named('image');
  if (images.length > 0) await dockerLines(['image', 'rm', '--force', ...images]);
}

/** Whether the process that a network's owner label names still lives. */
export function ownerLives(owner: string): boolean {
  const colon = owner.indexOf(':');
  return isAlive({ pid: Number(owner.slice(0, colon)), processStart: owner.slice(colon + 1) });
}
