import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import type { ListenerSpec } from './listener.ts';
import { nginxConfig } from './nginxConfig.ts';

let leaf: Leaf;
let listeners: ListenerSpec[];
beforeAll(async () => {
  leaf = await issueLeaf(await createAuthority({ commonName: 'a' }), { dnsNames: ['edge'] });
  listeners = [
    { name: 'p1.charts', port: 10_001, leaf, serves: { kind: 'charts' } },
    { name: 'p1.upstream', port: 10_002, leaf, serves: { kind: 'upstream', host: 'api:6443' } },
  ];
});

/** The server blocks, in order. */
function servers(config: string): string[] {
  return config.split(/^ {2}server \{$/m).slice(1);
}

describe('nginxConfig', () => {
  it('gives every listener a TLS server with its own port, name and certificate', () => {
    const blocks = servers(nginxConfig(listeners));
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toContain('listen 10001 ssl;');
    expect(blocks[0]).toContain('server_name p1.charts;');
    expect(blocks[0]).toContain('ssl_certificate /etc/nginx/tls/10001.crt;');
    expect(blocks[0]).toContain('ssl_certificate_key /etc/nginx/tls/10001.key;');
    expect(blocks[1]).toContain('listen 10002 ssl;');
    expect(blocks[1]).toContain('ssl_certificate_key /etc/nginx/tls/10002.key;');
  });

  it('records failed handshakes and arrivals for each listener', () => {
    for (const block of servers(nginxConfig(listeners))) {
      expect(block).toContain('error_log /var/log/nginx/edge.log info;');
      expect(block).toContain('mirror /.edge-arrival;');
      expect(block).toContain('access_log /var/log/nginx/edge.log arrival;');
    }
  });

  it('passes an upstream on unbuffered and only where it is asked for', () => {
    const [charts, upstream] = servers(nginxConfig(listeners));
    expect(charts).toContain('root /srv/charts;');
    expect(charts).not.toContain('proxy_pass');
    expect(upstream).toContain('set $upstream api:6443;');
    expect(upstream).toContain('proxy_pass https://$upstream;');
    expect(upstream).toContain('proxy_buffering off;');
  });

  it('holds no certificate and no key, and logs no header that carries a credential', () => {
    const config = nginxConfig(listeners);
    expect(config).not.toContain('BEGIN');
    const formats = config.split('\n').filter(line => line.includes('log_format'));
    expect(formats).toHaveLength(2);
    for (const format of formats)
      expect(format).not.toMatch(/\$(?:http_authorization|http_cookie|request|request_uri|args)\b/);
  });

  it('refuses listeners that contradict each other', () => {
    expect(() => nginxConfig([...listeners, ...listeners])).toThrow(
      expect.objectContaining({ code: 'config' }),
    );
  });
});
