import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import { checkListeners, type ListenerSpec, tlsVersionsOf } from './listener.ts';

let leaf: Leaf;
beforeAll(async () => {
  leaf = await issueLeaf(await createAuthority({ commonName: 'a' }), { dnsNames: ['edge'] });
});

const charts = (name: string, port: number): ListenerSpec => ({
  name,
  port,
  leaf,
  serves: { kind: 'charts' },
});
const upstream = (host: string): ListenerSpec => ({
  name: 'u',
  port: 1,
  leaf,
  serves: { kind: 'upstream', host },
});

describe('checkListeners', () => {
  it('accepts different names on different ports and all services', () => {
    const listeners: ListenerSpec[] = [
      charts('0.16.1-0.12.4.op-index-public.charts', 10_001),
      upstream('ftls-x-p1-control-plane:6443'),
      { name: 'r', port: 2, leaf, serves: { kind: 'registry', host: 'ftls-x-registry:5000' } },
      { name: 'g', port: 3, leaf, serves: { kind: 'git', host: 'ftls-x-git:9000' } },
    ];
    expect(() => checkListeners(listeners)).not.toThrow();
    expect(() => checkListeners([upstream('172.18.0.2:6443')])).not.toThrow();
  });

  it('accepts plain HTTP, old TLS, a credential, a sub-path, several versions, archives elsewhere', () => {
    const listener: ListenerSpec = {
      ...charts('a', 1),
      tls: { max: '1.1' },
      auth: { user: 'agent@x', password: 'any: thing "at" all' },
      serves: {
        kind: 'charts',
        path: '/team/charts',
        versions: ['0.1.0', '0.1.1', 'v0.2.0', '1.0.0-rc.1+build'],
        archivesAt: 'https://ftls-x-edge-other:10002/archives/',
      },
    };
    const { leaf: _, tls: __, ...plain } = { ...listener, name: 'b', port: 2 };
    expect(() => checkListeners([listener, plain])).not.toThrow();
  });

  it('refuses a name or a port that is given twice', () => {
    expect(() => checkListeners([charts('a', 1), charts('a', 2)])).toThrow(
      'two listeners of the edge are called a',
    );
    expect(() => checkListeners([charts('a', 1), charts('b', 1)])).toThrow(
      'two listeners of the edge ask for port 1',
    );
  });

  it.each(['', '.a', 'a b', 'a;b', 'a\nb', '~a', 'a{', '*'])('refuses the name %j', name => {
    expect(() => checkListeners([charts(name, 1)])).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it.each([0, -1, 1.5, 65_536, Number.NaN])('refuses the port %j', port => {
    expect(() => checkListeners([charts('a', port)])).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it.each(['', 'host', 'host:', 'host:0', 'https://host:1', 'host:1;', 'host:1 x', '$host:1', ':1'])(
    'refuses the upstream %j',
    host => {
      expect(() => checkListeners([upstream(host)])).toThrow(expect.objectContaining({ code: 'config' }));
    },
  );

  it.each<[string, Partial<ListenerSpec>]>([
    ['TLS that ends before it begins', { tls: { min: '1.3', max: '1.2' } }],
    ['a user that would end the line or the field', { auth: { user: 'a:b', password: 'c' } }],
    ['an empty password', { auth: { user: 'a', password: '' } }],
    ['a path that is none', { serves: { kind: 'charts', path: 'team' } }],
    ['a path that ends in a slash', { serves: { kind: 'charts', path: '/team/' } }],
    ['a path that climbs', { serves: { kind: 'charts', path: '/../team' } }],
    ['a repository without a version', { serves: { kind: 'charts', versions: [] } }],
    ['a version twice', { serves: { kind: 'charts', versions: ['0.1.0', '0.1.0'] } }],
    ['a version that is none', { serves: { kind: 'charts', versions: ['latest'] } }],
    ['archives at no URL', { serves: { kind: 'charts', archivesAt: 'other:1' } }],
    ['archives at a URL with a query', { serves: { kind: 'charts', archivesAt: 'https://a/?b' } }],
    [
      'archives at what nginx would take for its own',
      { serves: { kind: 'charts', archivesAt: 'https://a/$b;' } },
    ],
    ['a registry that is none', { serves: { kind: 'registry', host: 'registry' } }],
    ['a git server that is none', { serves: { kind: 'git', host: 'https://git:1' } }],
  ])('refuses %s', (_, change) => {
    expect(() => checkListeners([{ ...charts('a', 1), ...change }])).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(/^listener a: /) }),
    );
  });

  it('refuses versions of TLS without a certificate, and never tells a password', () => {
    const { leaf: _, ...plain } = charts('a', 1);
    expect(() => checkListeners([{ ...plain, tls: { min: '1.3' } }])).toThrow('without a certificate');
    try {
      checkListeners([{ ...plain, auth: { user: 'a b', password: 'top-secret' } }]);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('top-secret');
    }
  });
});

describe('tlsVersionsOf', () => {
  it.each<[ListenerSpec['tls'], string]>([
    [undefined, '1.2 1.3'],
    [{}, '1.2 1.3'],
    [{ max: '1.2' }, '1.2'],
    [{ max: '1.1' }, '1.1'],
    [{ min: '1.0', max: '1.1' }, '1.0 1.1'],
    [{ min: '1.0' }, '1.0 1.1 1.2 1.3'],
    [{ min: '1.3' }, '1.3'],
    [{ min: '1.3', max: '1.2' }, ''],
  ])('takes %j for %j', (tls, versions) => {
    expect(tlsVersionsOf({ ...(tls && { tls }) }).join(' ')).toBe(versions);
  });
});
