import {
  checksIn,
  family,
  type GivenCa,
  type ListenerSpec,
  listener,
  registers,
  samePod,
  scenario,
  strictWorld,
} from './vocabulary/index.ts';

/** How many agents there are: what one downstream of a laptop bears. */
const AGENTS = 25;

/** The ways in which a strict agent is rightly given its trust; the agents take them in turn. */
const WAYS: readonly { words: string; up: ListenerSpec; trust: GivenCa }[] = [
  { words: 'the CA of its upstream', up: listener('private'), trust: 'private' },
  { words: "its upstream's own certificate", up: listener('private'), trust: 'own-leaf' },
  {
    words: 'a bundle of an old and the right CA',
    up: listener('private'),
    trust: { bundle: ['other', 'private'] },
  },
  { words: 'the root above an intermediate', up: listener('intermediate'), trust: 'private' },
  { words: 'a CA that the store holds as well', up: listener('public'), trust: 'public' },
];

/** Agents of one downstream that all register at the same time; what each is given must not reach another. */
export default family(
  'A crowd of agents: do they all register at once?',
  Array.from({ length: AGENTS }, (_, at) => {
    const { words, up, trust } = WAYS[at % WAYS.length] as (typeof WAYS)[number];
    return scenario(`crowd/agent-${String(at + 1).padStart(2, '0')}`, {
      story: `One of ${AGENTS} agents that register at once, given ${words}: it registers, and stays.`,
      source: ['rancher/fleet#2507', 'rancher/fleet#3061'],
      tier: 'soak',
      world: { ...strictWorld, up, trust },
      expect: [registers],
      // It is also what gives each an agent of its own.
      afterwards: [{ change: { kind: 'time', seconds: 15 }, expect: [samePod, checksIn] }],
    });
  }),
);
