import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import { checkListeners, type ListenerSpec } from './listener.ts';

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
  it('accepts different names on different ports and both services', () => {
    const listeners = [
      charts('0.16.1-0.12.4.op-index-public.charts', 10_001),
      upstream('ftls-x-p1-control-plane:6443'),
    ];
    expect(() => checkListeners(listeners)).not.toThrow();
    expect(() => checkListeners([upstream('172.18.0.2:6443')])).not.toThrow();
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
});
