import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { EventProgress } from '../process/progress.ts';
import { toolsOnPath } from './local.ts';
import { defaultNodeImage, registryAnswers } from './registry.ts';
import { chooseSupply } from './supply.ts';

const signal = new AbortController().signal;
const context = { cacheDir: tmpdir(), signal, progress: new EventProgress(() => {}) };

async function registryThatSays(status: number): Promise<{ host: string; close: () => void }> {
  const server = createServer((_request, response) => response.writeHead(status).end());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

test.for([
  [200, true],
  [401, true],
  [403, false],
  [502, false],
] as const)(
  'a host that answers %i to the registry question counts as one: %s',
  async ([status, answers]) => {
    const { host, close } = await registryThatSays(status);

    const answer = await registryAnswers(signal, { FLEET_TLS_REGISTRY: host });

    close();
    expect(answer.answers).toBe(answers);
    expect(answer.why).toContain(host);
  },
);

test('a host where nothing listens is no registry, and the reason is told', async () => {
  const { host, close } = await registryThatSays(200);
  close();

  const answer = await registryAnswers(signal, { FLEET_TLS_REGISTRY: host });

  expect(answer.answers).toBe(false);
  expect(answer.why).toMatch(/does not answer \(.*ECONNREFUSED/);
});

test('an unknown supply is wrong use and names the known ones', async () => {
  await expect(chooseSupply(context, 'magic')).rejects.toMatchObject({
    code: 'usage',
    cure: 'Use auto, registry, source or local',
  });
});

test('the default node image is read with its digest out of the source of kind', () => {
  const digest = `sha256:${'a1'.repeat(32)}`;

  expect(defaultNodeImage(`package defaults\n\nconst Image = "kindest/node:v1.37.0@${digest}"\n`)).toBe(
    `kindest/node:v1.37.0@${digest}`,
  );
  expect(() => defaultNodeImage('const Image = "kindest/node:v1.37.0"\n')).toThrow('no default node image');
});

test('every tool that is missing on the PATH is named at once', () => {
  const find = (program: string) => (program === 'kubectl' ? '/usr/bin/kubectl' : undefined);

  expect(() => toolsOnPath(find)).toThrow('not on the PATH: kind, helm');
});
