import { Command, CommanderError } from 'commander';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../certs/authority.ts';
import { summarize } from '../../certs/summary.ts';
import { configDigests } from '../../helpers/clusters/imageArchives.ts';
import { fullImageRef } from '../../helpers/clusters/imageRef.ts';
import { tokenKubeconfig, withServer } from '../../helpers/clusters/kubeconfig.ts';
import { clusterName } from '../../helpers/clusters/names.ts';
import { parseImageCheck } from '../../helpers/clusters/nodeImages.ts';
import { readEdgeRecord, wholeRecord } from '../../helpers/edge/record.ts';
import { redact, redactDeep } from '../../helpers/evidence/redact.ts';
import { agentWord } from '../../helpers/fleet/agentLog.ts';
import { fromBase64 } from '../../helpers/fleet/base64.ts';
import { saysInstalled } from '../../helpers/fleet/helm.ts';
import { entryOf } from '../../helpers/fleet/releases/registry.ts';
import { parseVersion, versionName } from '../../helpers/fleet/version.ts';
import { connect } from '../../helpers/kube/client.ts';
import { conditionsOf } from '../../helpers/kube/fields.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { groupInStat, startInStat } from '../../helpers/process/liveness.ts';
import { tellingLine } from '../../helpers/process/run.ts';
import { steadyReason } from '../../helpers/report/compare/steadyReason.ts';
import { junit } from '../../helpers/report/junit.ts';
import { parseResults } from '../../helpers/report/read.ts';
import { completeResults } from '../../helpers/report/results.fixture.ts';
import { givenMirror, mirrorOf } from '../../helpers/supply/debianMirror.ts';
import { releaseField } from '../../helpers/supply/docker/facts.ts';
import { versionIn } from '../../helpers/supply/machine.ts';
import { defaultNodeImage, registryMirror } from '../../helpers/supply/registry.ts';
import { families } from '../../scenarios/index.ts';
import { checkConfig } from '../config/config.ts';
import { runOptions } from '../config/runOptions.ts';
import { parsedWorld } from '../keep/keptWorld.ts';
import { exampleWorld } from '../keep/world.fixture.ts';
import { defaultRunOptions } from '../options.ts';
import { parsePair } from '../plan/pairs.ts';
import { namedOrOfTier } from '../plan/select.ts';
import { suggestion } from '../plan/suggest.ts';

const scenarios = families.flatMap(family => family.scenarios);
const wanted = { repository: 'https://charts.example', name: 'fleet', version: '0.16.1' };
let certPem: string;
beforeAll(async () => {
  ({ certPem } = await createAuthority({ commonName: 'private CA' }));
});

/** Every reader of texts that this harness has, with texts that it is made for. Those with files are tested beside them. */
const READERS: Record<string, { read: (text: string) => unknown; sound: () => string[] }> = {
  version: { read: parseVersion, sound: () => ['0.13.0-beta.2', 'standin:0.16+crash-loop'] },
  pair: { read: parsePair, sound: () => ['0.16.1/0.12.4'] },
  'names of scenarios': {
    read: text => namedOrOfTier(scenarios, { ids: [text], tier: 'core' }),
    sound: () => ['op/index-public'],
  },
  suggestion: { read: text => suggestion(text, ['op/index-public', 'op']), sound: () => ['opp'] },
  'registry mirror': {
    read: text => registryMirror({ FLEET_TLS_REGISTRY: text }),
    sound: () => ['mirror.example:5000/hub'],
  },
  'Debian mirror': {
    read: text => givenMirror({ FLEET_TLS_DEBIAN_MIRROR: text }),
    sound: () => ['https://deb.example/debian,https://deb.example/security'],
  },
  results: {
    read: text => parseResults(text, 'verdicts.json'),
    sound: () => [JSON.stringify(completeResults())],
  },
  'kept world': { read: parsedWorld, sound: () => [JSON.stringify(exampleWorld(['op/index-public']))] },
  'kubeconfig of kind': { read: text => withServer(text, 'https://x'), sound: () => [kubeconfig()] },
  'kubeconfig of a client': { read: text => connect(text), sound: () => [kubeconfig()] },
  'chart index': {
    read: text => entryOf(text, wanted),
    sound: () => ['entries: {fleet: [{version: 0.16.1, urls: [a.tgz], digest: abc}]}'],
  },
  "agent's log": {
    read: agentWord,
    sound: () => [
      '{"level":"error","msg":"Failed to register agent","error":"x509"}\ntime="x" level=info msg="successfully registered with upstream cluster"',
    ],
  },
  "edge's record": {
    read: text => readEdgeRecord(wholeRecord(text) ?? text),
    sound: () => ['{"event":"listener","name":"up","port":1,"tls":true}\nend of 1 lines'],
  },
  certificate: { read: summarize, sound: () => [certPem] },
  redaction: { read: redact, sound: () => [certPem, kubeconfig()] },
  'manifest of saved images': {
    read: text => configDigests(text, 'fleet'),
    sound: () => [`[{"Config":"${'a'.repeat(64)}.json","RepoTags":["fleet:latest"]}]`],
  },
  'images of a node': {
    read: parseImageCheck,
    sound: () => ['REF TYPE DIGEST STATUS\nfleet x sha256:a complete'],
  },
  'image reference': { read: fullImageRef, sound: () => ['rancher/fleet:v0.16.1'] },
  "cluster's name": { read: text => clusterName('1125-1605-a3f2', text), sound: () => ['up'] },
  "helm's status": {
    read: text => saysInstalled(text, 'x'),
    sound: () => ['{"info":{"status":"deployed","description":"x"}}'],
  },
  base64: { read: fromBase64, sound: () => ['c2VjcmV0'] },
  "kind's source": { read: defaultNodeImage, sound: () => ['const Image = "kindest/node:v1"'] },
  "apt's targets": { read: mirrorOf, sound: () => ['http://deb.example bookworm'] },
  'os-release': { read: text => releaseField(text, 'ID'), sound: () => ['ID=debian\nVERSION_ID="12"'] },
  'version of a program': { read: versionIn, sound: () => ['go version go1.26.1 linux/amd64'] },
  "process's start": { read: startInStat, sound: () => ['1 (x) S 1 2 3'] },
  "process's group": { read: groupInStat, sound: () => ['1 (x) S 1 2 3'] },
  'telling line': { read: tellingLine, sound: () => ['a\nerror: b'] },
  'steady reason': { read: text => steadyReason(text, ['1125-1605-a3f2']), sound: () => ['took 3 s'] },
};

function kubeconfig(): string {
  return tokenKubeconfig({ name: 'a', server: 'https://a', token: 't', ca: certPem });
}

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.json(),
  fc.constantFrom(
    'null',
    '[]',
    '{}',
    '7',
    '""',
    '../',
    '\u001b[2J',
    '&a [*a]',
    '__proto__: 1',
    '\0',
    '!!x y',
  ),
);

/** A sound text, into which junk was put in place of a part. */
function damaged(sound: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...sound), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), junk)
    .map(([text, at, length, put]) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + put + text.slice(from + length);
    });
}

describe.each(Object.entries(READERS))('the reader of %s', (_, { read, sound }) => {
  test('refuses in one line what it cannot read, and throws nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(junk, damaged(sound())), text => {
        const thrown = thrownBy(() => read(text));
        if (thrown === undefined) return;
        expect(thrown).toBeInstanceOf(HarnessError);
        expect((thrown as HarnessError).line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
      { interruptAfterTimeLimit: 5_000, markInterruptAsFailure: false },
    );
  });

  test('comes to an end with what is long', () => {
    for (const text of ['a', '"', '\\', '{', '- ', '/', ' ', '\n', '(', '=token:'].map(one =>
      one.repeat(20_000),
    )) {
      const before = performance.now();
      thrownBy(() => read(text));
      expect(performance.now() - before).toBeLessThan(10_000);
    }
  });
});

test('words of a call are understood, or refused by the parser of the command', () => {
  const flags = runOptions().flatMap(({ long }) => long ?? []);
  const word = fc.oneof(fc.constantFrom(...flags, '--', '-', '=', ''), junk);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), words => {
      const command = new Command().exitOverride().argument('[ids...]');
      command.configureOutput({ writeErr: () => {}, writeOut: () => {} });
      for (const option of runOptions()) command.addOption(option);
      const thrown = thrownBy(() => command.parse(words, { from: 'user' }));
      if (thrown !== undefined) expect(thrown).toBeInstanceOf(CommanderError);
    }),
  );
});

test('a configuration is what options can be, or refused in one line', () => {
  const keys = fc.oneof(fc.constantFrom(...Object.keys(defaultRunOptions())), fc.string());
  const values = fc.oneof(
    fc.anything({ withBigInt: true, withNullPrototype: true }),
    fc.boolean(),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.dictionary(keys, values), config => {
      const thrown = thrownBy(() => checkConfig(config, () => undefined));
      if (thrown !== undefined) expect(thrown).toMatchObject({ code: 'config', name: 'HarnessError' });
    }),
  );
});

test('objects of a cluster and plain data are read whatever they hold', () => {
  fc.assert(
    fc.property(fc.anything(), fc.jsonValue(), (any, json) => {
      conditionsOf({ status: { conditions: any } } as never);
      redactDeep(json);
    }),
  );
});

test('what was written is read back: versions, kubeconfigs, worlds, results', () => {
  const number = fc.nat(999);
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  fc.assert(
    fc.property(fc.tuple(number, number, number), name, fc.string(), (numbers, word, text) => {
      const version = numbers.join('.');
      expect(versionName(parseVersion(`v${version}`))).toBe(version);
      expect(parsePair(`${version}/${version}`)).toEqual({ controller: version, agent: version });
      const written = tokenKubeconfig({ name: word, server: 'https://a', token: text });
      expect(withServer(withServer(written, 'https://b'), 'https://a')).toBe(written);
      const world = { ...exampleWorld(['op/index-public']), id: text };
      expect(parsedWorld(JSON.stringify(world))).toEqual(world);
      const results = completeResults();
      results.run.supply.why = `w${text}`;
      expect(parseResults(JSON.stringify(results), 'f')).toEqual(results);
      expect(junit(results)).not.toContain('\u0000');
    }),
    { numRuns: 20 },
  );
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
