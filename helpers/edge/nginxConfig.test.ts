import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import type { ListenerSpec } from './listener.ts';
import { listenerConfig, nginxConfig } from './nginxConfig.ts';

let leaf: Leaf;
beforeAll(async () => {
  leaf = await issueLeaf(await createAuthority({ commonName: 'a' }), { dnsNames: ['edge'] });
});

const SERVICES: Record<ListenerSpec['serves']['kind'], ListenerSpec['serves']> = {
  charts: { kind: 'charts' },
  upstream: { kind: 'upstream', host: 'api:6443' },
  registry: { kind: 'registry', host: 'ftls-x-registry:5000' },
  git: { kind: 'git', host: 'ftls-x-git:9000' },
};

/** The server block of a listener with TLS, changed as given. */
function block(change: Partial<ListenerSpec> = {}): string {
  return listenerConfig({ name: 'p1.a', port: 10_001, leaf, serves: SERVICES.charts, ...change });
}

describe('nginxConfig', () => {
  it('reads the files of all listeners that are up', () => {
    expect(nginxConfig()).toContain('include /srv/edge/*/server.conf;');
  });

  it('logs no header that carries a credential', () => {
    const formats = nginxConfig()
      .split('\n')
      .filter(line => line.includes('log_format'));
    expect(formats).toHaveLength(2);
    for (const format of formats)
      expect(format).not.toMatch(
        /\$(?:http_authorization|http_cookie|remote_user|request|request_uri|args)\b/,
      );
  });
});

describe('listenerConfig', () => {
  it('gives a listener its own port, name and certificate', () => {
    expect(block()).toContain('listen 10001 ssl;');
    expect(block()).toContain('server_name p1.a;');
    expect(block()).toContain('ssl_protocols TLSv1.2 TLSv1.3;');
    expect(block()).toContain('ssl_certificate /srv/edge/p1.a/leaf.pem;');
    expect(block()).toContain('ssl_certificate_key /srv/edge/p1.a/leaf.pem;');
  });

  it('speaks plain HTTP without a certificate', () => {
    const plain = listenerConfig({ name: 'p1.a', port: 10_001, serves: SERVICES.charts });
    expect(plain).toContain('listen 10001;');
    expect(plain).not.toContain('ssl');
  });

  it('agrees to the versions of TLS that are asked for, by the names that nginx has for them', () => {
    expect(block({ tls: { min: '1.0' } })).toContain('ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;');
    expect(block({ tls: { max: '1.1' } })).toContain('ssl_protocols TLSv1.1;');
  });

  it.each(Object.values(SERVICES))('records failed handshakes and arrivals in front of $kind', serves => {
    expect(block({ serves })).toContain('error_log /var/log/nginx/edge.log info;');
    expect(block({ serves })).toContain('mirror /.edge-arrival;');
    expect(block({ serves })).toContain('access_log /var/log/nginx/edge.log arrival;');
  });

  it('holds neither certificate, key nor password', () => {
    const text = block({ auth: { user: 'agent', password: 'top-secret' } });
    expect(text).not.toContain('BEGIN');
    expect(text).not.toMatch(/agent|top-secret/);
    expect(text).toContain('auth_basic_user_file /srv/edge/p1.a/htpasswd;');
  });

  it('demands a credential only where one is declared, and keeps it from what lies behind', () => {
    const auth = { user: 'agent', password: 'top-secret' };
    const { upstream, registry, git } = SERVICES;
    expect(block({ serves: upstream })).not.toMatch(/auth_basic|Authorization "/);
    expect(block({ serves: registry, auth })).toContain('proxy_set_header Authorization "";');
    expect(block({ serves: git, auth })).toContain('fastcgi_param HTTP_AUTHORIZATION "";');
  });

  it('passes an upstream on unbuffered, in TLS, and only where it is asked for', () => {
    expect(block()).toContain('root /srv/edge/p1.a/charts;');
    expect(block()).not.toContain('_pass');
    const upstream = block({ serves: SERVICES.upstream });
    expect(upstream).toContain('set $backend https://api:6443;');
    expect(upstream).toContain('proxy_buffering off;');
  });

  it('passes on to the registry in plain HTTP and to git in FastCGI', () => {
    expect(block({ serves: SERVICES.registry })).toContain('set $backend http://ftls-x-registry:5000;');
    expect(block({ serves: SERVICES.git })).toContain('fastcgi_pass $backend;');
  });

  it('redirects archives alone, to the place that is given', () => {
    expect(block()).not.toContain('302');
    const serves = { kind: 'charts', archivesAt: 'https://other:10002/x/' } as const;
    expect(block({ serves })).toContain('return 302 https://other:10002/x/$archive;');
  });
});
