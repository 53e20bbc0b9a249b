/**
 * The full form of an image reference, as containerd keeps it: with registry, `library/` and tag.
 * `nginx` is `docker.io/library/nginx:latest`, `rancher/fleet:v1` is `docker.io/rancher/fleet:v1`.
 */
export function fullImageRef(ref: string): string {
  const [first = '', ...rest] = ref.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? ref : `docker.io/${rest.length > 0 ? ref : `library/${ref}`}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /[:@]/.test(last) ? path : `${path}:latest`;
}
