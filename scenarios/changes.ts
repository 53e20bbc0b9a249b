import {
  agentNamesNoToken,
  savedTrustOutlivesMode,
  secretChangeUnnoticed,
  secretNotHandedOn,
  secretReadDownstream,
  storeHiddenForEver,
} from './records.ts';
import {
  checksIn,
  checksInOrSays,
  deploys,
  deploysOf,
  distrustsUpstream,
  family,
  fromIndex,
  fromTarball,
  listener,
  noErrorLeft,
  refusesChart,
  refusesRegistration,
  registers,
  savedCa,
  scenario,
  strictWorld,
  turnedAway,
} from './vocabulary/index.ts';

/** An upstream that both modes accept: only what the agent saved tells which one it went by. */
const eitherMode = { ...strictWorld, up: listener('public'), trust: 'public' } as const;

const moving = listener('private');
const goingDown = listener('public');

export const modes = family('The mode changes in a living world', [
  scenario('mode/flip-managed', {
    story: 'The controller goes from strict to system-store and back: manager-initiated agents follow.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: eitherMode,
    expect: [registers, savedCa(true)],
    afterwards: [
      { change: { kind: 'controller-mode', mode: 'system-store' }, expect: [savedCa(false), checksIn] },
      {
        change: { kind: 'controller-mode', mode: 'strict' },
        helmOps: [fromIndex(listener('public'))],
        expect: [savedCa(true), checksIn, deploys],
      },
    ],
    records: [storeHiddenForEver],
  }),
  scenario('mode/flip-agent-initiated', {
    story: 'The controller goes to system-store: an agent that registered by itself keeps its own mode.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: { ...eitherMode, registration: 'agent-initiated' },
    expect: [registers, savedCa(true)],
    afterwards: [
      { change: { kind: 'controller-mode', mode: 'system-store' }, expect: [checksIn, savedCa(true)] },
    ],
    records: [agentNamesNoToken],
  }),
  scenario('mode/restart-after-flip', {
    story:
      "An agent registered in system-store; its chart is upgraded to strict and its pod restarted: the store's CA no longer counts.",
    source: ['rancher/fleet#2507'],
    tier: 'soak',
    world: { ...eitherMode, mode: 'system-store', trust: 'other', registration: 'agent-initiated' },
    expect: [registers, savedCa(false)],
    afterwards: [
      { change: { kind: 'agent-chart', mode: 'strict' }, expect: [] },
      {
        change: { kind: 'agent-restarts' },
        expect: [distrustsUpstream(/certificate signed by unknown authority/)],
      },
    ],
    records: [savedTrustOutlivesMode, agentNamesNoToken],
  }),
]);

export const healing = family('Does it heal?', [
  scenario('heal/after-restart', {
    story: "The agent's pod is deleted: it comes back without registering anew, and HelmOps deploy.",
    source: ['rancher/fleet#3589'],
    tier: 'core',
    world: strictWorld,
    expect: [registers],
    afterwards: [
      {
        change: { kind: 'agent-restarts' },
        helmOps: [fromIndex(listener('public'))],
        expect: [checksIn, deploys],
      },
    ],
    records: [storeHiddenForEver],
  }),
  scenario('heal/ca-fixed-later', {
    story:
      'A strict agent without a CA is refused; its CA is corrected and the same pod registers: public HelmOps deploy.',
    source: ['rancher/fleet#3806'],
    tier: 'soak',
    world: { ...strictWorld, registration: 'agent-initiated', trust: 'none' },
    expect: [refusesRegistration(/failed to load system roots/)],
    afterwards: [
      { change: { kind: 'agent-chart', trust: 'private' }, expect: [registers] },
      { helmOps: [fromTarball(listener('public'))], expect: [deploys] },
    ],
    records: [storeHiddenForEver, agentNamesNoToken],
  }),
  scenario('heal/wrong-ca-fixed-later', {
    story:
      'A strict agent with another CA is refused; its CA is corrected and the same pod registers: public HelmOps deploy.',
    source: ['rancher/fleet#3806'],
    tier: 'full',
    world: { ...strictWorld, registration: 'agent-initiated', trust: 'other' },
    expect: [refusesRegistration(/certificate signed by unknown authority/)],
    afterwards: [
      { change: { kind: 'agent-chart', trust: 'private' }, expect: [registers] },
      { helmOps: [fromTarball(listener('public'))], expect: [deploys] },
    ],
    records: [storeHiddenForEver, agentNamesNoToken],
  }),
  scenario('heal/reregister', {
    story:
      "The agent's credential is revoked upstream and its pod restarted: it registers anew, or says what is missing.",
    source: ['rancher/fleet#2616', 'rancher/fleet#3260', 'rancher/fleet#5620'],
    tier: 'soak',
    world: strictWorld,
    expect: [registers],
    afterwards: [
      { change: { kind: 'credential-revoked' }, expect: [] },
      {
        change: { kind: 'agent-restarts' },
        expect: [checksInOrSays(/fleet-agent-bootstrap\\?" not found/)],
      },
    ],
  }),
  scenario('heal/up-cert-rotated', {
    story: "The upstream's certificate is renewed by the same CA: nothing breaks.",
    source: ['rancher/fleet#2507'],
    tier: 'soak',
    world: strictWorld,
    expect: [registers],
    afterwards: [
      {
        change: { kind: 'up-certificate', becomes: listener('private') },
        helmOps: [fromIndex(listener('public'))],
        expect: [checksIn, deploys],
      },
    ],
    records: [storeHiddenForEver],
  }),
  scenario('heal/up-ca-rotated', {
    story: "The upstream moves to a new CA and the controller's config is updated: agents follow.",
    source: ['rancher/fleet#2507'],
    tier: 'soak',
    world: { ...strictWorld, trust: 'none', globalTrust: 'private' },
    expect: [registers],
    afterwards: [
      { change: { kind: 'up-certificate', becomes: listener('other') }, expect: [] },
      { change: { kind: 'global-trust', trust: 'other' }, expect: [checksIn] },
    ],
  }),
  scenario('heal/chart-ca-rotated', {
    story: 'The chart server moves to a new CA; once the secret has it, the new CA reaches the agent.',
    source: ['rancher/fleet#3658'],
    tier: 'soak',
    world: strictWorld,
    helmOps: [fromTarball(moving, { name: 'before', trust: 'private' })],
    expect: [deploys],
    afterwards: [
      {
        change: { kind: 'certificate', of: moving, becomes: listener('other') },
        helmOps: [fromTarball(moving, { name: 'after', trust: 'private' })],
        expect: [refusesChart(/certificate signed by unknown authority/, { of: ['after'] })],
      },
      { change: { kind: 'secret-trust', of: 'after', trust: 'other' }, expect: [deploysOf(['after'])] },
    ],
    records: [secretReadDownstream, secretNotHandedOn, secretChangeUnnoticed],
  }),
  scenario('heal/edge-down', {
    story:
      'The chart server is gone for a minute while a HelmOp deploys: it deploys when the server is back.',
    source: ['rancher/fleet#3898'],
    tier: 'soak',
    world: strictWorld,
    expect: [registers],
    afterwards: [
      {
        change: { kind: 'endpoint-down', of: goingDown },
        helmOps: [fromTarball(goingDown)],
        expect: [refusesChart(/connection refused/)],
      },
      { change: { kind: 'time', seconds: 45 }, expect: [] },
      { change: { kind: 'endpoint-up', of: goingDown }, expect: [deploys, noErrorLeft] },
    ],
    records: [storeHiddenForEver],
  }),
  scenario('heal/token-expired', {
    story: 'An agent comes with a registration token whose time is over: refused, with a reason.',
    source: ['rancher/fleet#2507'],
    tier: 'soak',
    world: { ...strictWorld, registration: 'agent-initiated', tokenTtl: '10s' },
    expect: [turnedAway(/Unauthorized/)],
  }),
]);
