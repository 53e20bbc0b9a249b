import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { connectionInWords, meetingOf } from '../helpers/report/trust.ts';
import { families } from '../scenarios/index.ts';
import { worldFacts } from './worldFacts.ts';

const scenarios = families.flatMap(family => family.scenarios);
const schema = JSON.parse(
  readFileSync(new URL('../helpers/report/verdicts.schema.json', import.meta.url), 'utf8'),
);
const isWorld = new Ajv2020({ strictRequired: false })
  .addSchema(schema)
  .getSchema(`${schema.$id}#/$defs/world`);

/** The world of a scenario of the catalogue. */
function worldOf(id: string): ReturnType<typeof worldFacts> {
  const scenario = scenarios.find(other => other.id === id);
  if (scenario === undefined) throw new Error(`the catalogue has no ${id}`);
  return worldFacts(scenario);
}

/** The purpose of each connection, and where the chain meets what the client has. */
function meetings(id: string): string[] {
  const { connections, store } = worldOf(id);
  return connections.map(connection => `${connection.purpose}: ${meetingOf(connection, store).at}`);
}

test('every world of the catalogue is one that the schema knows', () => {
  for (const scenario of scenarios) expect(isWorld?.(worldFacts(scenario)), scenario.id).toBe(true);
});

describe('who trusts whom', () => {
  test.each([
    ['reg/strict-right-ca', ['registration: given']],
    ['reg/strict-public-up-other-ca', ['registration: hidden-store']],
    ['reg/store-public-up-other-ca', ['registration: store']],
    ['reg/strict-same-subject-other-key', ['registration: nowhere']],
    ['reg/strict-leaf-as-ca', ['registration: given']],
    ['reg/strict-malformed-ca', ['registration: nowhere']],
    ['reg/strict-intermediate-chain', ['registration: given']],
    ['reg/strict-missing-intermediate', ['registration: nowhere']],
    ['reg/controller-to-downstream', ['import: hidden-store', 'registration: given']],
    ['reg/controller-to-downstream-store', ['import: store', 'registration: given']],
    ['op/index-public', ['registration: given', 'HelmOp index: store']],
    ['op/tarball-private-no-ca', ['registration: given', 'HelmOp tarball: nowhere']],
    ['op/rancher-ca-fallback', ['registration: given', 'HelmOp index: given', 'HelmOp tarball: given']],
    ['op/explicit-ca-wins', ['registration: given', 'HelmOp tarball: nowhere']],
    ['git/helm-private-ca', ['registration: given', 'GitRepo git: store', 'GitRepo git: given']],
  ])('%s', (id, expected) => {
    expect(meetings(id)).toEqual(expected);
  });
});

test('a tarball is fetched by the agent alone, an index is read by the controller as well', () => {
  const clients = worldOf('op/private-auth')
    .connections.slice(1)
    .map(connection => connection.clients);
  expect(clients).toEqual([['controller', 'agent'], ['agent']]);
});

test('what changes afterwards is said in words, in order', () => {
  expect(worldOf('heal/chart-ca-rotated').changes).toEqual([
    'a chart server gets a certificate of other',
    'the secret of HelmOp after carries the CA other',
  ]);
});

test('the picture has a text that says the same', () => {
  const { connections, store } = worldOf('reg/strict-public-up-other-ca');
  expect(connections.map(connection => connectionInWords(connection, store))).toEqual([
    "The agent connects to the upstream API. Its certificate was issued by “public”. Given by apiServerCA: “other”. The operating system's store (“public”) is hidden. The chain leads only to a CA of the store, which is hidden.",
  ]);
});
