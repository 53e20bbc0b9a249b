import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import type { ContainerFile } from './container.ts';
import { edgeContents } from './contents.ts';
import type { ListenerSpec } from './listener.ts';

const auth = { user: 'agent', password: 'top-secret' };

let leaf: Leaf;
let listeners: ListenerSpec[];
let contents: Map<string, ContainerFile>;
beforeAll(async () => {
  leaf = await issueLeaf(await createAuthority({ commonName: 'a' }), { dnsNames: ['edge'] });
  listeners = [
    {
      name: 'tls',
      port: 1,
      leaf,
      auth,
      serves: { kind: 'charts', path: '/team', versions: ['0.1.0', 'v0.2.0'] },
    },
    { name: 'plain', port: 2, serves: { kind: 'upstream', host: 'api:6443' } },
  ];
  contents = new Map(edgeContents(listeners).map(file => [file.target, file]));
});

describe('edgeContents', () => {
  it('gives each listener what it serves, and a plain one neither key nor charts', () => {
    expect([...contents.keys()].filter(target => !target.startsWith('/srv/as-it-began/'))).toEqual([
      '/etc/nginx/nginx.conf',
      '/var/log/nginx/edge.log',
      '/srv/edge/tls/server.conf',
      '/srv/edge/tls/leaf.pem',
      '/srv/edge/tls/htpasswd',
      '/srv/edge/tls/charts/team/index.yaml',
      '/srv/edge/tls/charts/team/probe-0.1.0.tgz',
      '/srv/edge/tls/charts/team/probe-v0.2.0.tgz',
      '/srv/edge/plain/server.conf',
    ]);
  });

  it('keeps a copy of all that changes while the edge lives, as private as the file itself', () => {
    const copies = [...contents.values()].filter(({ target }) => target.startsWith('/srv/as-it-began/'));
    expect(
      copies.map(({ target, ...file }) => ({ target: target.slice('/srv/as-it-began'.length), ...file })),
    ).toEqual([...contents.values()].filter(({ target }) => /^\/(srv\/edge|var\/log)\//.test(target)));
    expect(copies).toHaveLength(8);
  });

  it('keeps key and password for root, and each in one file and its copy only', () => {
    expect(contents.get('/srv/edge/tls/leaf.pem')).toMatchObject({ mode: 0o600 });
    expect(contents.get('/srv/edge/tls/htpasswd')).toMatchObject({ mode: 0o600 });
    const holding = (secret: string) =>
      [...contents.values()].filter(({ content }) => content.includes(secret)).map(({ target }) => target);
    expect(holding(leaf.keyPem)).toEqual([
      '/srv/edge/tls/leaf.pem',
      '/srv/as-it-began/srv/edge/tls/leaf.pem',
    ]);
    expect(holding('top-secret')).toEqual([]);
  });

  it('holds a password as a salted hash that proves it', () => {
    const line = String(contents.get('/srv/edge/tls/htpasswd')?.content);
    const [user, hash = ''] = line.trimEnd().split(':{SSHA}');
    expect(user).toBe('agent');
    const bytes = Buffer.from(hash, 'base64');
    const salt = bytes.subarray(20);
    expect(salt).toHaveLength(16);
    expect(createHash('sha1').update('top-secret').update(salt).digest()).toEqual(bytes.subarray(0, 20));
  });

  it('refuses listeners that contradict each other', () => {
    expect(() => edgeContents([...listeners, ...listeners])).toThrow(
      expect.objectContaining({ code: 'config' }),
    );
  });
});
