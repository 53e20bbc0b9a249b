import { family, listener, refusesRegistration, registers, scenario, strictWorld } from './vocabulary.ts';

export default family('Registration: is it secure?', [
  scenario('reg/strict-right-ca', {
    story: 'The upstream is under a private CA and the agent is given that CA: it registers.',
    source: ['rancher/fleet#2507', 'rancher/fleet#2426'],
    tier: 'core',
    world: strictWorld,
    expect: [registers],
  }),
  scenario('reg/strict-public-up-other-ca', {
    story:
      'The upstream is under a CA of the store, the agent is given another: strict must not fall back on the store.',
    source: ['rancher/fleet#2507'],
    tier: 'core',
    world: { ...strictWorld, up: listener('public'), trust: 'other' },
    expect: [refusesRegistration(/certificate signed by unknown authority/)],
    control: 'reg/store-public-up-other-ca',
  }),
  scenario('reg/strict-public-up-no-ca', {
    story:
      'The upstream is under a CA of the store, the agent is given none: strict must not fall back on the store.',
    source: ['rancher/fleet#3370'],
    tier: 'core',
    world: { ...strictWorld, up: listener('public'), trust: 'none' },
    expect: [refusesRegistration(/failed to load system roots/)],
    control: 'reg/store-public-up-no-ca',
  }),
  scenario('reg/store-public-up-no-ca', {
    story: 'In system-store mode an upstream under a CA of the store needs no CA to be given.',
    source: ['rancher/fleet#2507'],
    tier: 'core',
    world: { mode: 'system-store', registration: 'managed', up: listener('public'), trust: 'none' },
    expect: [registers],
  }),
  scenario('reg/store-public-up-other-ca', {
    story: 'In system-store mode the store decides, also when another CA is given.',
    source: ['rancher/fleet#239', 'rancher/rancher#30727'],
    tier: 'core',
    world: { mode: 'system-store', registration: 'managed', up: listener('public'), trust: 'other' },
    expect: [registers],
  }),
]);
