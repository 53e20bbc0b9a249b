/** Where things lie inside the edge's container. */
export const EDGE_FILES = {
  config: '/etc/nginx/nginx.conf',
  /** One folder for each listener, see {@link listenerFiles}. */
  listenersFolder: '/srv/edge',
  pid: '/tmp/nginx.pid',
  /** Requests and connection events of all listeners, in the order in which nginx wrote them. */
  record: '/var/log/nginx/edge.log',
} as const;

/** Where a copy of a file lies as it was when the edge began, for an edge that is used again. */
export function asItBegan(path: string): string {
  return `/srv/as-it-began${path}`;
}

/** Where the things of one listener lie. Its name alone tells, so that any process can change it. */
export function listenerFiles(name: string) {
  const folder = `${EDGE_FILES.listenersFolder}/${name}`;
  return {
    /** Its server block; nginx reads it only under this name. */
    config: `${folder}/server.conf`,
    /** What the server block is called while the listener is down. */
    configWhileDown: `${folder}/server.conf.down`,
    /** Certificate chain and key in one file, so that one step replaces both. */
    leaf: `${folder}/leaf.pem`,
    passwords: `${folder}/htpasswd`,
    chartsFolder: `${folder}/charts`,
  };
}

/** git's own server side, inside the git server's container. */
export const GIT_BACKEND = '/usr/lib/git-core/git-http-backend';

/** Where the repositories lie inside it. */
export const GIT_ROOT = '/srv/git';

/** Where the OCI registry listens and keeps what is pushed, inside its container. */
export const REGISTRY = { port: 5000, storage: '/var/lib/docker-registry' } as const;
