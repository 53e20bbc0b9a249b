import { agentNamesNoToken, agentReplacedForNothing } from './records.ts';
import {
  checksIn,
  family,
  listener,
  refusesImport,
  refusesRegistration,
  registers,
  type Scenario,
  samePod,
  savedCa,
  scenario,
  storeWorld,
  strictWorld,
  type WorldSpec,
} from './vocabulary/index.ts';

/** A row of registration: the same requirement, whoever takes the first step. */
type Row = Omit<Scenario, 'id' | 'world' | 'control' | 'accepts'> & {
  id: string;
  world: Omit<WorldSpec, 'registration'>;
  /** Of the manager-initiated form: the scenario that accepts the same endpoint in system-store mode. */
  control?: string;
  /** What differs for a second agent that is accepted at the same endpoint. */
  accepts?: Partial<WorldSpec>;
};

const ROWS: readonly Row[] = [
  {
    id: 'strict-right-ca',
    story: 'The upstream is under a private CA and the agent is given that CA: it registers.',
    source: ['rancher/fleet#2507', 'rancher/fleet#2426'],
    tier: 'core',
    world: strictWorld,
    expect: [registers],
  },
  {
    id: 'strict-public-up-other-ca',
    story:
      'The upstream is under a CA of the store, the agent is given another: strict must not fall back on the store.',
    source: ['rancher/fleet#2507'],
    tier: 'core',
    world: { ...strictWorld, up: listener('public'), trust: 'other' },
    expect: [refusesRegistration(/certificate signed by unknown authority/)],
    control: 'reg/store-public-up-other-ca',
    accepts: { mode: 'system-store' },
  },
  {
    id: 'strict-public-up-no-ca',
    story:
      'The upstream is under a CA of the store, the agent is given none: strict must not fall back on the store.',
    source: ['rancher/fleet#3370'],
    tier: 'core',
    world: { ...strictWorld, up: listener('public'), trust: 'none' },
    expect: [refusesRegistration(/failed to load system roots/)],
    control: 'reg/store-public-up-no-ca',
    accepts: { mode: 'system-store' },
  },
  {
    id: 'strict-private-up-no-ca',
    story: 'The upstream is under a private CA, the agent is given none.',
    source: ['rancher/fleet#3370'],
    tier: 'full',
    world: { ...strictWorld, trust: 'none' },
    expect: [refusesRegistration(/failed to load system roots/)],
    accepts: { trust: 'private' },
  },
  {
    id: 'strict-private-up-wrong-ca',
    story: 'The upstream is under a private CA, the agent is given another private one.',
    source: ['harvester/harvester#4531'],
    tier: 'core',
    world: { ...strictWorld, trust: 'other' },
    expect: [refusesRegistration(/certificate signed by unknown authority/)],
    accepts: { trust: 'private' },
  },
  {
    id: 'strict-same-subject-other-key',
    story: 'The agent is given a CA with the same subject as the right one, and another key.',
    source: ['rancher/fleet#418'],
    tier: 'full',
    world: { ...strictWorld, trust: 'twin' },
    expect: [refusesRegistration(/candidate authority certificate/)],
    accepts: { trust: 'private' },
  },
  {
    id: 'strict-leaf-as-ca',
    story: "The agent is given the server's own certificate as CA, which Go trusts as a root.",
    source: ['rancher/fleet#614'],
    tier: 'full',
    world: { ...strictWorld, trust: 'own-leaf' },
    expect: [registers],
  },
  {
    id: 'strict-malformed-ca',
    story: 'The agent is given something that is no certificate: it says so.',
    source: ['rancher/fleet#614'],
    tier: 'full',
    world: { ...strictWorld, trust: 'malformed' },
    expect: [refusesRegistration(/PEM|root certificates|certificate is malformed/)],
    accepts: { trust: 'private' },
  },
  {
    id: 'strict-bundle',
    story: 'The agent is given a bundle of an old and the right CA, as in the middle of a rotation.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...strictWorld, trust: { bundle: ['other', 'private'] } },
    expect: [registers],
  },
  {
    id: 'strict-bundle-no-newline',
    story:
      'The agent is given two certificates joined without a newline: never trusted silently by another way.',
    source: ['rancher/fleet#4724'],
    tier: 'full',
    world: { ...strictWorld, up: listener('public'), trust: { joined: ['other', 'public'] } },
    expect: [refusesRegistration(/PEM|root certificates|certificate signed by unknown authority/)],
    accepts: { trust: 'public' },
  },
  {
    id: 'strict-intermediate-chain',
    story: 'The server sends its certificate and the intermediate, the agent is given the root.',
    source: ['rancher/rancher#22419'],
    tier: 'full',
    world: { ...strictWorld, up: listener('intermediate') },
    expect: [registers],
  },
  {
    id: 'strict-missing-intermediate',
    story: 'The server sends its certificate alone, the agent is given the root.',
    source: ['rancher/rancher#14731'],
    tier: 'full',
    world: { ...strictWorld, up: listener('intermediate', { flaw: 'missing-intermediate' }) },
    expect: [refusesRegistration(/certificate signed by unknown authority/)],
    accepts: { trust: 'intermediate' },
  },
  {
    id: 'strict-expired',
    story: "The server's certificate has expired.",
    source: ['rancher/rancher#36117'],
    tier: 'full',
    world: { ...strictWorld, up: listener('private', { flaw: 'expired' }) },
    expect: [refusesRegistration(/certificate has expired or is not yet valid: current time .* is after/)],
  },
  {
    id: 'strict-not-yet-valid',
    story: "The server's certificate is not valid yet.",
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...strictWorld, up: listener('private', { flaw: 'not-yet-valid' }) },
    expect: [refusesRegistration(/certificate has expired or is not yet valid: current time .* is before/)],
  },
  {
    id: 'strict-wrong-name',
    story: "The server's certificate is for another name.",
    source: ['rancher/rancher#30562'],
    tier: 'full',
    world: { ...strictWorld, up: listener('private', { flaw: 'wrong-name' }) },
    expect: [refusesRegistration(/certificate is valid for .*, not /)],
  },
  {
    id: 'strict-no-ip-san',
    story: 'The agent is given an IP address as URL, which the certificate does not bear.',
    source: ['harvester/harvester#4517'],
    tier: 'full',
    world: { ...strictWorld, byAddress: true },
    expect: [refusesRegistration(/doesn't contain any IP SANs/)],
    accepts: { byAddress: false },
  },
  {
    id: 'strict-tls11-only',
    story: 'The server offers nothing newer than TLS 1.1.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...strictWorld, up: listener('private', { onlyTls: '1.1' }) },
    expect: [refusesRegistration(/tls: .*(protocol version|unsupported versions)/)],
  },
  {
    id: 'store-public-up-no-ca',
    story: 'In system-store mode an upstream under a CA of the store needs no CA to be given.',
    source: ['rancher/fleet#2507'],
    tier: 'core',
    world: { ...storeWorld, up: listener('public'), trust: 'none' },
    expect: [registers],
  },
  {
    id: 'store-public-up-other-ca',
    story: 'In system-store mode the store decides, also when another CA is given; no CA is saved then.',
    source: ['rancher/fleet#239', 'rancher/rancher#30727'],
    tier: 'core',
    world: { ...storeWorld, up: listener('public'), trust: 'other' },
    expect: [registers, savedCa(false)],
  },
  {
    id: 'store-private-up-right-ca',
    story: 'In system-store mode a private CA that is given is used, and saved.',
    source: ['rancher/fleet#687'],
    tier: 'full',
    world: storeWorld,
    expect: [registers, savedCa(true)],
  },
  {
    id: 'store-private-up-no-ca',
    story:
      'In system-store mode an upstream under a CA that neither store nor anybody else vouches for is refused.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...storeWorld, trust: 'none' },
    expect: [refusesRegistration(/certificate signed by unknown authority/)],
    accepts: { trust: 'private' },
  },
];

/** The rows as the controller begins them. What needs another mode to be accepted has its control in another phase. */
const managed = ROWS.map(({ id, accepts, control, ...row }) =>
  scenario(`reg/${id}`, {
    ...row,
    world: { ...row.world, registration: 'managed' },
    ...(control === undefined ? accepts && { accepts } : { control }),
  }),
);

/** The same rows as the agent begins them, each with its control. */
const agentInitiated = ROWS.map(({ id, control: _, ...row }) =>
  scenario(`reg-agent/${id}`, {
    ...row,
    ...(row.expect.includes(registers) && { records: [agentNamesNoToken] }),
    tier: row.tier === 'core' ? 'full' : row.tier,
    world: { ...row.world, registration: 'agent-initiated' },
  }),
);

export const registration = family('Registration, begun by the controller: is it secure?', [
  ...managed,
  scenario('reg/stays-up', {
    story:
      'An agent that registered stays: half a minute later its pod is the same, was not restarted, and checks in.',
    source: ['rancher/fleet#3061'],
    tier: 'core',
    world: strictWorld,
    expect: [registers],
    afterwards: [{ change: { kind: 'time', seconds: 30 }, expect: [samePod, checksIn] }],
  }),
  scenario('reg/mode-invalid', {
    story: 'The controller is set to a mode that there is not: it refuses to import clusters, and says so.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...strictWorld, mode: 'neither' },
    expect: [refusesImport(/agentTLSMode is none of/)],
  }),
  scenario('reg/controller-to-downstream', {
    story:
      "The downstream's API is under a CA of the store, its kubeconfig carries another: strict refuses and sends no token.",
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...strictWorld, down: { at: listener('public'), trust: 'other' } },
    expect: [refusesImport(/certificate signed by unknown authority/)],
  }),
  scenario('reg/controller-to-downstream-store', {
    story:
      "In system-store mode the controller goes by its store, whatever CA the downstream's kubeconfig carries.",
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...storeWorld, down: { at: listener('public'), trust: 'other' } },
    expect: [registers],
    cost: "the downstream's kubeconfig named another CA, and its token went to an endpoint that only the store vouches for",
  }),
  scenario('reg/local-strict', {
    story: "The controller's own cluster registers under strict.",
    source: ['rancher/rancher#42018'],
    tier: 'full',
    world: { ...strictWorld, registration: 'local' },
    expect: [registers],
  }),
  scenario('reg/no-redeploy-loop', {
    story: "The controller's config is written again with the same content: no agent is replaced for it.",
    source: ['rancher/fleet#3061', 'rancher/fleet#3551'],
    tier: 'full',
    world: strictWorld,
    expect: [registers],
    afterwards: [
      { change: { kind: 'config-touched' }, expect: [] },
      { change: { kind: 'time', seconds: 30 }, expect: [samePod] },
    ],
    records: [agentReplacedForNothing],
  }),
]);

export const registrationByAgent = family('Registration, begun by the agent: is it secure?', [
  ...agentInitiated,
  scenario('reg-agent/mode-empty', {
    story: 'An agent whose mode is empty behaves as a strict one.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: {
      mode: 'empty',
      registration: 'agent-initiated',
      up: listener('public'),
      trust: 'none',
    },
    expect: [refusesRegistration(/failed to load system roots/)],
    accepts: { mode: 'system-store' },
  }),
]);
