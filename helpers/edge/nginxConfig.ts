import { EDGE_FILES, GIT_BACKEND, listenerFiles } from './files.ts';
import { type ChartsService, type ListenerSpec, type TlsVersion, tlsVersionsOf } from './listener.ts';

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

/**
 * Writes the edge's nginx.conf (nginx 1.22), the same for every edge: each listener has a file of its own, see
 * {@link listenerConfig}. One file takes the requests (JSON lines) and the connection events (nginx's error log at
 * `info`, the only place where a failed handshake shows), each line as soon as it is known.
 *
 * nginx writes a request's own line only when the request ends, which for a watch may be never. Hence the mirror:
 * a background request that answers nothing, and whose line is written while the real one starts. What is refused or
 * redirected at once has the line of its end alone.
 */
export function nginxConfig(): string {
  return `# Written by fleet-tls-e2e.
# Root, since the worker then needs no account of the image; it serves nothing that is secret.
user root;
worker_processes 1;
# A change of listeners starts a new worker: how long the old one goes on with what is under way.
worker_shutdown_timeout 300ms;
pid ${EDGE_FILES.pid};
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

  # OpenSSL has no say in what is too weak, be it a certificate or an old TLS: the client is the judge.
  ssl_ciphers DEFAULT:@SECLEVEL=0;
  # Every connection is a full handshake in which the client judges the certificate.
  ssl_session_cache off;
  ssl_session_tickets off;

  # Docker's own resolver, asked when a request comes: nginx starts before what lies behind it exists.
  resolver 127.0.0.11 valid=5s ipv6=off;
  resolver_timeout 5s;
  map $http_upgrade $connection_upgrade {
    default upgrade;
    "" "";
  }
  # An image that is pushed may be large.
  client_max_body_size 0;

  include ${listenerFiles('*').config};
}
`;
}

/** Writes the file of one listener: a server block. The listener has to be one that `checkListeners` accepts. */
export function listenerConfig(listener: ListenerSpec): string {
  const { name, port, leaf, auth } = listener;
  // nginx writes a connection's events with the address that it listens on, a request's with the server's name.
  return `server {
  listen ${port}${leaf ? ' ssl' : ''};
  server_name ${name};
  error_log ${EDGE_FILES.record} info;
${leaf ? tlsBlock(listener) : ''}${auth ? authBlock(listener) : ''}  mirror ${ARRIVAL_PATH};
  mirror_request_body off;
  location = ${ARRIVAL_PATH} {
    internal;
    log_subrequest on;
    access_log ${EDGE_FILES.record} arrival;
    return 204;
  }
${serviceBlock(listener)}}
`;
}

function tlsBlock(listener: ListenerSpec): string {
  const { leaf } = listenerFiles(listener.name);
  return `  ssl_protocols ${tlsVersionsOf(listener).map(protocolName).join(' ')};
  ssl_certificate ${leaf};
  ssl_certificate_key ${leaf};
`;
}

function protocolName(version: TlsVersion): string {
  return version === '1.0' ? 'TLSv1' : `TLSv${version}`;
}

function authBlock({ name }: ListenerSpec): string {
  return `  auth_basic "fleet-tls-e2e";
  auth_basic_user_file ${listenerFiles(name).passwords};
`;
}

function serviceBlock(listener: ListenerSpec): string {
  const { name, serves } = listener;
  switch (serves.kind) {
    case 'charts':
      return chartsBlock(name, serves);
    case 'upstream':
      return proxyBlock(listener, `https://${serves.host}`);
    case 'registry':
      return proxyBlock(listener, `http://${serves.host}`);
    case 'git':
      return gitBlock(serves.host);
  }
}

function chartsBlock(name: string, { archivesAt }: ChartsService): string {
  return `  location / {
    root ${listenerFiles(name).chartsFolder};
    log_not_found off;
  }
${archivesAt === undefined ? '' : redirectBlock(archivesAt.replace(/\/$/, ''))}`;
}

function redirectBlock(place: string): string {
  return `  # Not by \`return\` at once, which nginx does before it demands a credential.
  location ~ "/(?<archive>[^/]+\\.tgz)$" {
    try_files /.none @elsewhere;
  }
  location @elsewhere {
    return 302 ${place}/$archive;
  }
`;
}

function proxyBlock({ auth }: ListenerSpec, url: string): string {
  return `  location / {
    set $backend ${url};
    proxy_pass $backend;
    # The harness's own hop inside the run's docker network. What is under test is the hop before it, and an
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
${auth ? CREDENTIAL_STAYS : ''}  }
`;
}

const CREDENTIAL_STAYS = `    # But for the one that the edge itself demanded.
    proxy_set_header Authorization "";
`;

function gitBlock(host: string): string {
  return `  location / {
    set $backend ${host};
    fastcgi_pass $backend;
    fastcgi_param SCRIPT_FILENAME ${GIT_BACKEND};
    fastcgi_param PATH_INFO $uri;
    fastcgi_param QUERY_STRING $query_string;
    fastcgi_param REQUEST_METHOD $request_method;
    fastcgi_param CONTENT_TYPE $content_type;
    fastcgi_param CONTENT_LENGTH $content_length;
    # Whatever the edge demanded, git does not.
    fastcgi_param HTTP_AUTHORIZATION "";
  }
`;
}
