import { describe, expect, test } from 'vitest';
import { inRange } from '../../helpers/fleet/version.ts';
import * as records from '../../scenarios/records.ts';
import type { DefectRecord } from '../../scenarios/vocabulary/index.ts';

/** A record, where it begins and ends, and how its defect is and is not worded. */
interface Case {
  record: DefectRecord;
  /** Pairs at the ends of its ranges. */
  covers: string[];
  /** The nearest pairs beyond them. */
  spares: string[];
  words: string[];
  otherWords: string[];
}

const NO_ROOTS =
  'Get "https://edge/index.yaml": tls: failed to verify certificate: x509: failed to load system roots and no roots provided; open /dev/null: not a directory';
const UNKNOWN = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
const NO_SECRET = 'secrets "p1-op-helm" not found';

const storeHidden = { words: [NO_ROOTS], otherWords: [UNKNOWN, NO_SECRET] };
const secretRead = {
  words: [NO_SECRET, 'Secret "p1-op-helm" not found', 'secret "" not found'],
  otherWords: [UNKNOWN, NO_ROOTS, 'secrets are not found', 'configmaps "secret" not found'],
};
const unknownAuthority = { words: [UNKNOWN], otherWords: [NO_ROOTS, NO_SECRET] };
const { index, oci } = records.whereRefused;

const CASES: Record<string, Case> = {
  storeHiddenForEver: {
    record: records.storeHiddenForEver,
    covers: ['0.12.0/0.12.4', '0.16.1/0.13.0-beta.1'],
    spares: ['0.12.4/0.13.0-beta.2'],
    ...storeHidden,
  },
  secretReadDownstream: {
    record: records.secretReadDownstream,
    covers: ['0.12.4/0.12.4', '0.13.0/0.13.0'],
    spares: ['0.13.1/0.13.0', '0.13.0/0.13.1'],
    ...secretRead,
  },
  'whereRefused.tarball.storeHidden': {
    record: records.whereRefused.tarball.storeHidden,
    covers: ['0.16.1/0.12.4'],
    spares: ['0.16.1/0.13.0'],
    ...storeHidden,
  },
  'whereRefused.tarball.secretRead': {
    record: records.whereRefused.tarball.secretRead,
    covers: ['0.13.0/0.13.0'],
    spares: ['0.13.1/0.13.0'],
    ...secretRead,
  },
  'whereRefused.index.storeHidden': {
    record: index.storeHidden,
    covers: ['0.12.9/0.12.4'],
    spares: ['0.13.0-alpha.1/0.12.4', '0.12.4/0.13.0-beta.2'],
    ...storeHidden,
  },
  'whereRefused.index.secretRead': {
    record: index.secretRead,
    covers: ['0.12.9/0.13.0'],
    spares: ['0.13.0-alpha.1/0.12.4', '0.12.4/0.13.1'],
    ...secretRead,
  },
  'whereRefused.oci.storeHidden': {
    record: oci.storeHidden,
    covers: ['0.13.0/0.12.4'],
    spares: ['0.13.1-rc.1/0.12.4', '0.12.4/0.13.0-beta.2'],
    ...storeHidden,
  },
  'whereRefused.oci.secretRead': {
    record: oci.secretRead,
    covers: ['0.13.0/0.13.0'],
    spares: ['0.13.1-rc.1/0.12.4', '0.12.4/0.13.1'],
    ...secretRead,
  },
  skipOptionRenamed: {
    record: records.skipOptionRenamed,
    covers: ['0.13.0-alpha.1/0.12.4', '0.16.1/0.13.0-beta.1'],
    spares: ['0.12.9/0.12.4', '0.16.1/0.13.0-beta.2'],
    ...storeHidden,
  },
  ociReferenceMoved: {
    record: records.ociReferenceMoved,
    covers: ['0.13.0-alpha.1/0.12.9'],
    spares: ['0.12.9/0.12.9', '0.13.0/0.13.0-alpha.1'],
    words: ['Get "oci://edge/probe/index.yaml": unsupported protocol scheme "oci"'],
    otherWords: [UNKNOWN, 'unsupported protocol scheme "ftp"'],
  },
  ociStorageFieldsRenamed: {
    record: records.ociStorageFieldsRenamed,
    covers: ['0.13.0-alpha.1/0.12.9'],
    spares: ['0.12.9/0.12.9', '0.13.0/0.13.0-alpha.1'],
    words: ['value for [ociRegistry.http] in secret ws/storage cannot be parsed as boolean'],
    otherWords: [
      UNKNOWN,
      'value for [ociRegistry.http] in secret  cannot be parsed as boolean',
      'value for [ociRegistry.http] in secret ws storage cannot be parsed as boolean',
    ],
  },
  savedTrustOutlivesMode: {
    record: records.savedTrustOutlivesMode,
    covers: ['0.16.1/0.12.0-alpha.1', '0.16.1/0.16.1'],
    spares: ['0.16.1/0.11.9'],
    words: ['checked in after the change'],
    otherWords: ['it checked in after the change', 'checked in after the change of its mode'],
  },
  versionLostInRace: {
    record: records.versionLostInRace,
    covers: ['0.13.0-alpha.1/0.12.4', '0.16.1/0.16.1'],
    spares: ['0.12.9/0.15.9'],
    words: ['deployed ConfigMap ns/probe of probe 0.2.0; its bundle names no version'],
    otherWords: [
      'deployed ConfigMap ns/probe of probe 0.2.0; its bundle names 0.1.0',
      'deployed ConfigMap ns/probe of probe 0.1.0; its bundle names no version',
      'deployed of probe 012.0; its bundle names no version',
    ],
  },
  secretNotHandedOn: {
    record: records.secretNotHandedOn,
    covers: ['0.12.4/0.16.1', '0.13.0/0.13.1-rc.1'],
    spares: ['0.13.1/0.13.1', '0.13.0/0.13.0'],
    words: [
      UNKNOWN,
      'failed to read helm repo from https://edge/index.yaml, error code: 401',
      'http: server gave HTTP response to HTTPS client',
    ],
    otherWords: [NO_ROOTS, NO_SECRET, 'error code: 404'],
  },
  skipOptionUnread: {
    record: records.skipOptionUnread,
    covers: ['0.12.9/0.13.0-alpha.1', '0.12.4/0.16.1'],
    spares: ['0.13.0-alpha.1/0.13.0', '0.12.4/0.12.9'],
    words: [
      UNKNOWN,
      'x509: certificate has expired or is not yet valid',
      'x509: certificate is valid for wrong-name.invalid, not edge',
    ],
    otherWords: [NO_ROOTS, 'x509: certificate relies on legacy Common Name field'],
  },
  rancherCaUnread: {
    record: records.rancherCaUnread,
    covers: ['0.16.0-alpha.1/0.15.9', '0.16.1/0.13.0-beta.2'],
    spares: ['0.15.9/0.15.9', '0.16.1/0.16.0-alpha.1', '0.16.1/0.13.0-beta.1'],
    ...unknownAuthority,
  },
  clusterNamespaceLostInRace: {
    record: records.clusterNamespaceLostInRace,
    covers: ['0.12.4/0.16.1', '0.15.0/0.15.0'],
    spares: ['0.15.1-rc.1/0.12.4', '0.16.1/0.16.1'],
    words: ['the namespace of the cluster is gone: cluster-ws-x'],
    otherWords: ['the namespace of the cluster is there: cluster-ws-x', 'namespaces "x" not found'],
  },
  gitCaLostInRace: {
    record: records.gitCaLostInRace,
    covers: ['0.12.0-alpha.1/0.12.4', '0.16.1/0.16.1'],
    spares: ['0.11.9/0.16.1'],
    words: [`Job Failed. failed: 1/1 ${UNKNOWN}\n; its job was started without the CA that it carries`],
    otherWords: [UNKNOWN, 'its job was started without the CA that it carries'],
  },
  readyBesideRefusal: {
    record: records.readyBesideRefusal,
    covers: ['0.13.0-alpha.1/0.12.4', '0.16.1/0.16.1'],
    spares: ['0.12.9/0.12.4'],
    words: [`Ready=True beside ${UNKNOWN}`],
    otherWords: ['Ready=False beside no error', 'it said Ready=True beside nothing'],
  },
  malformedCaUnnamed: {
    record: records.malformedCaUnnamed,
    covers: ['0.12.4/0.13.1-rc.1', '0.16.1/0.16.1'],
    spares: ['0.16.1/0.13.0'],
    ...unknownAuthority,
  },
  rancherCasJoinedUnseparated: {
    record: records.rancherCasJoinedUnseparated,
    covers: ['0.16.0-alpha.1/0.16.0-alpha.1'],
    spares: ['0.15.9/0.16.1', '0.16.1/0.15.9'],
    ...unknownAuthority,
  },
  secretChangeUnnoticed: {
    record: records.secretChangeUnnoticed,
    covers: ['0.16.0-alpha.1/0.12.4'],
    spares: ['0.15.9/0.16.1'],
    ...unknownAuthority,
  },
  agentNamesNoToken: {
    record: records.agentNamesNoToken,
    covers: ['0.16.0-alpha.1/0.15.9'],
    spares: ['0.15.9/0.15.9', '0.16.1/0.16.0-alpha.1'],
    words: ['Waiting for secret \'ws/c-1\' on management cluster: secrets "c-1" is forbidden'],
    otherWords: ['Waiting for secret is forbidden', "Waiting for secret 'ws/c-1' on management cluster"],
  },
  agentReplacedForNothing: {
    record: records.agentReplacedForNothing,
    covers: ['0.12.9/0.16.1'],
    spares: ['0.13.0-alpha.1/0.12.4'],
    words: ['before: fleet-agent-1 (0 restarts); now: fleet-agent-2 (0 restarts)', 'before: ; now: '],
    otherWords: ['as before: a; now: b', 'before: a and not now: b'],
  },
  versionWithVRefused: {
    record: records.versionWithVRefused,
    covers: ['0.13.0-alpha.1/0.12.4', '0.13.0/0.13.0'],
    spares: ['0.12.9/0.13.0', '0.13.1-rc.1/0.13.0'],
    words: ['invalid characters in version'],
    otherWords: [UNKNOWN],
  },
};

/** All records by the path of their names. */
function named(at: object, path: string[] = []): [string, DefectRecord][] {
  return Object.entries(at).flatMap(([name, value]): [string, DefectRecord][] =>
    'reason' in value ? [[[...path, name].join('.'), value]] : named(value, [...path, name]),
  );
}

function isCovered({ controller: ofController, agent: ofAgent }: DefectRecord, pair: string): boolean {
  const [controller = '', agent = ''] = pair.split('/');
  return inRange(controller, ofController) && inRange(agent, ofAgent);
}

test('every record stands here', () => {
  expect(Object.keys(CASES).toSorted()).toEqual(
    named(records)
      .map(([name]) => name)
      .toSorted(),
  );
});

describe.each(Object.entries(CASES))('the record %s', (_, { record, covers, spares, words, otherWords }) => {
  test('ends where the defect does', () => {
    expect(covers.filter(pair => !isCovered(record, pair))).toEqual([]);
    expect(spares.filter(pair => isCovered(record, pair))).toEqual([]);
  });

  test('knows its defect by its words, and by no others', () => {
    expect(words.filter(saw => !record.reason.test(saw))).toEqual([]);
    expect(otherWords.filter(saw => record.reason.test(saw))).toEqual([]);
  });

  test('rests on versions that it covers, and names its issue', () => {
    expect(record.observed).not.toEqual([]);
    expect(record.observed.filter(pair => !isCovered(record, pair))).toEqual([]);
    expect(record.issue).toMatch(/^rancher\/fleet#\d+$|^found by this harness$/);
  });
});

test('of all defects, only the race, and what it hides, may be absent where a record covers', () => {
  const atTimes = named(records).filter(([, { intermittent }]) => intermittent);
  expect(atTimes.map(([name]) => name)).toEqual([
    'versionLostInRace',
    'gitCaLostInRace',
    'versionWithVRefused',
    'clusterNamespaceLostInRace',
  ]);
});
