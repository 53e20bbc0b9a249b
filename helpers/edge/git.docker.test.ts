import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf } from '../../certs/authority.ts';
import { edgeAlias, type StartedEdge, startEdge } from './edge.ts';
import { gitHost, type StartedGit, startGit } from './git.ts';
import { renewGit, seedRepository } from './repositories.ts';
import {
  brief,
  type Client,
  IMAGE,
  of,
  openTestRun,
  startClient,
  type TestRun,
  titled,
} from './run.fixture.ts';

const AUTH = { user: 'agent', password: 'top-secret' };

describe.skipIf(!IMAGE)(titled('the git server behind the edge'), () => {
  let testRun: TestRun;
  let git: StartedGit;
  let edge: StartedEdge;
  let client: Client;

  beforeAll(async () => {
    testRun = await openTestRun('git');
    const { context, network } = testRun;
    const { runId } = context;
    const authority = await createAuthority({ commonName: 'private CA' });
    const leaf = await issueLeaf(authority, { dnsNames: [edgeAlias(runId)] });
    const serves = { kind: 'git', host: gitHost(runId) } as const;
    const image = IMAGE as string;
    [git, edge, client] = await Promise.all([
      startGit(context, { image, network }),
      startEdge(context, {
        image,
        network,
        listeners: [
          { name: 'tls', port: 10_001, leaf, serves },
          { name: 'guarded', port: 10_002, leaf, auth: AUTH, serves },
          { name: 'pushed', port: 10_003, leaf, serves },
        ],
      }),
      startClient(testRun, { '/ca.pem': { text: authority.certPem } }),
    ]);
  });

  afterAll(async () => {
    expect(await testRun.close()).toBe('');
  });

  const inGit = (command: string) =>
    client.sh(`cd /tmp && GIT_TERMINAL_PROMPT=0 GIT_SSL_CAINFO=/ca.pem git ${command}`);

  it('gives git what was committed, over smart HTTP', async () => {
    const commit = await seedRepository(git.container, 'demo', {
      'app/fleet.yaml': 'name: ä\n',
      README: 'one',
    });
    const cloned = await inGit(`clone ${edge.url('tls')}/demo.git tls`);
    expect(cloned.stderr).toContain("Cloning into 'tls'");
    expect(cloned.exitCode).toBe(0);
    expect((await inGit('-C tls log --format="%H %D"')).stdout).toBe(
      `${commit} HEAD -> main, origin/main, origin/HEAD`,
    );
    expect((await client.sh('cd /tmp/tls && cat app/fleet.yaml README')).stdout).toBe('name: ä\none');
    expect(brief(of(await edge.record(), 'tls'))).toEqual([
      'GET /demo.git/info/refs 200',
      'POST /demo.git/git-upload-pack 200',
      'POST /demo.git/git-upload-pack 200',
    ]);
  });

  it('gives a further commit to who fetches again, with the new files and no others', async () => {
    const commit = await seedRepository(git.container, 'demo', { 'other/fleet.yaml': 'name: b\n' });
    expect((await inGit('-C tls pull --quiet')).stderr).toBe('');
    expect((await inGit('-C tls rev-parse HEAD')).stdout).toBe(commit);
    expect((await inGit('-C tls rev-list --count HEAD')).stdout).toBe('2');
    expect((await inGit('-C tls ls-files')).stdout).toBe('other/fleet.yaml');
  });

  it('gives a history that is large enough for git to compress its questions', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`f/${index}.txt`, `${index}\n`.repeat(200)]),
    );
    await seedRepository(git.container, 'large', files);
    const { stdout } = await client.sh(
      `cd /tmp && GIT_SSL_CAINFO=/ca.pem git clone --quiet --depth 1 ${edge.url('tls')}/large.git && ls large/f | wc -l`,
    );
    expect(stdout).toBe('400');
  });

  it('serves several clients at once', async () => {
    const clones = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        inGit(`clone --quiet ${edge.url('tls')}/demo.git many${index}`),
      ),
    );
    expect(clones.map(({ exitCode }) => exitCode)).toEqual(Array(12).fill(0));
  });

  it('demands a credential where the listener does, which git sends when it is asked', async () => {
    const url = `${edge.url('guarded')}/demo.git`;
    expect((await inGit(`clone ${url} refused`)).stderr).toMatch(
      /could not read Username|Authentication failed/,
    );
    const withUser = url.replace('https://', `https://${AUTH.user}:${AUTH.password}@`);
    expect((await inGit(`clone --quiet ${withUser} guarded`)).exitCode).toBe(0);
    const record = await edge.record();
    const refs = brief(of(record, 'guarded')).filter(line => line.includes('/info/refs'));
    expect(refs).toContain('GET /demo.git/info/refs 401');
    expect(refs.at(-1)).toBe('GET /demo.git/info/refs 200 *');
    expect(JSON.stringify(record)).not.toContain(AUTH.password);
  });

  it('takes no push', async () => {
    await inGit(`clone --quiet ${edge.url('pushed')}/demo.git pushed`);
    const who = '-c user.name=a -c user.email=a@example.invalid';
    await inGit(`-C pushed ${who} commit --quiet --allow-empty --message x`);
    const { exitCode, stderr } = await inGit('-C pushed push');
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('403');
  });

  it('says that a repository is not there', async () => {
    expect((await inGit(`clone ${edge.url('tls')}/nothing.git`)).stderr).toContain('not found');
  });

  it('begins anew: without a repository', async () => {
    expect((await renewGit(git.container)).toSorted()).toEqual(['demo.git', 'large.git']);
    expect((await inGit(`clone ${edge.url('tls')}/demo.git`)).stderr).toContain('not found');
    expect(await renewGit(git.container)).toEqual([]);
  });

  it('understood every line', async () => {
    expect((await edge.record()).unread).toEqual([]);
  });
});
