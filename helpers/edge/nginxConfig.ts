import { checkListeners, type ListenerSpec } from './listener.ts';

/** Where things lie inside the edge's container. */
export const EDGE_FILES = {
  config: '/etc/nginx/nginx.conf',
  tlsFolder: '/etc/nginx/tls',
  chartsFolder: '/srv/charts',
  /** Requests and connection events of all listeners, in the order in which nginx wrote them. */
  record: '/var/log/nginx/edge.log',
} as const;

/** Where the mirror leads; no chart and no API of Kubernetes lies there, and clients cannot reach it. */
const ARRIVAL_PATH = '/.edge-arrival';

/** What both lines of a request say; an empty protocol means that it did not come over TLS. */
const COMMON_FIELDS = [
  '"at":$msec',
  '"port":$server_port',
  '"client":"$remote_addr"',
  '"connection":$connection',
  '"nth":$connection_requests',
  '"tls":"$ssl_protocol"',
  '"method":"$request_method"',
  '"path":"$path"',
  '"authorization":$bears_authorization',
  '"agent":"$http_user_agent"',
].join(',');

/** The certificate chain and key of a listener, as the configuration names them. */
export function tlsFilesOf({ port }: ListenerSpec): { chain: string; key: string } {
  return { chain: `${EDGE_FILES.tlsFolder}/${port}.crt`, key: `${EDGE_FILES.tlsFolder}/${port}.key` };
}

/**
 * Writes the edge's nginx.conf (nginx 1.22). One file takes the requests (JSON lines) and the connection events
 * (nginx's error log at `info`, the only place where a failed handshake shows), each line as soon as it is known.
 *
 * nginx writes a request's own line only when the request ends, which for a watch may be never. Hence the mirror:
 * a background request that answers nothing, and whose line is written while the real one starts.
 * @throws HarnessError `config` as {@link checkListeners} does.
 */
export function nginxConfig(listeners: readonly ListenerSpec[]): string {
  checkListeners(listeners);
  return `# Written by fleet-tls-e2e.
# Root, since the worker then needs no account of the image; it serves nothing that is secret.
user root;
worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr notice;

events {
  worker_connections 4096;
}

http {
  default_type application/octet-stream;
  server_tokens off;

  # Whether a credential came, never which; the path as it was sent, without its query.
  map $http_authorization $bears_authorization {
    default true;
    "" false;
  }
  map $request_uri $path {
    "~^(?<before_query>[^?]*)" $before_query;
  }
  # A request's arrival is written at once, its end when it ends: a watch ends late, and its token counts from the
  # start. The pair (connection, nth) joins the two.
  log_format arrival escape=json '{"event":"arrival",${COMMON_FIELDS}}';
  log_format end escape=json '{"event":"end",${COMMON_FIELDS},"status":$status,"bytes":$bytes_sent}';
  access_log ${EDGE_FILES.record} end;

  ssl_protocols TLSv1.2 TLSv1.3;
  # Every connection is a full handshake in which the client judges the certificate.
  ssl_session_cache off;
  ssl_session_tickets off;

  # Docker's own resolver, asked when a request comes: nginx starts before its upstreams exist.
  resolver 127.0.0.11 valid=5s ipv6=off;
  resolver_timeout 5s;
  map $http_upgrade $connection_upgrade {
    default upgrade;
    "" "";
  }

${listeners.map(serverBlock).join('\n')}}
`;
}

function serverBlock(listener: ListenerSpec): string {
  const { chain, key } = tlsFilesOf(listener);
  // nginx writes a connection's events with the address that it listens on, a request's with the server's name.
  return `  server {
    listen ${listener.port} ssl;
    server_name ${listener.name};
    error_log ${EDGE_FILES.record} info;
    ssl_certificate ${chain};
    ssl_certificate_key ${key};
    mirror ${ARRIVAL_PATH};
    mirror_request_body off;
    location = ${ARRIVAL_PATH} {
      internal;
      log_subrequest on;
      access_log ${EDGE_FILES.record} arrival;
      return 204;
    }
${locationBlock(listener)}  }
`;
}

function locationBlock({ serves }: ListenerSpec): string {
  if (serves.kind === 'charts') {
    return `    location / {
      root ${EDGE_FILES.chartsFolder};
      log_not_found off;
    }
`;
  }
  return `    client_max_body_size 0;
    location / {
      set $upstream ${serves.host};
      proxy_pass https://$upstream;
      # The harness's own hop inside the run's docker network. What is under test is the hop before it, and the
      # API server's certificate does not bear the name that the edge calls it by.
      proxy_ssl_verify off;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      # Watches stream through and stay open; Authorization passes as any header does.
      proxy_buffering off;
      proxy_request_buffering off;
      proxy_read_timeout 3600s;
      proxy_send_timeout 3600s;
    }
`;
}
