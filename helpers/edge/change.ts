import { posix } from 'node:path';
import type { Leaf } from '../../certs/authority.ts';
import { probeRepository } from './charts.ts';
import { leafFile } from './contents.ts';
import { execIn, script } from './exec.ts';
import { EDGE_FILES, listenerFiles } from './files.ts';
import type { ChartsService } from './listener.ts';

/** Which listener of which edge; names are all that a process has to know to change it. */
export interface ListenerHandle {
  /** The name of the edge's container. */
  container: string;
  /** The listener's name. */
  listener: string;
  signal?: AbortSignal;
}

/*
 * Every change has nginx start a new worker by the changed files, and is done when the old worker has ended. That
 * disturbs all listeners of the container, so a scenario that changes one has an edge of its own: idle connections are
 * closed at once, and what is under way is cut within a second. Only the listener that is taken down refuses
 * connections. The record goes on in the same file, and nginx counts its connections on from where the old worker was.
 */

/** Shell: checks the changed files, or undoes the change; then has nginx read them. */
export const RELOAD = `
undo_unless_sound() {
  complaint=$(nginx -t -q 2>&1) || { "$@"; echo "$complaint" | grep emerg >&2; exit 1; }
}
workers() {
  sed -n "s/^\\([0-9]*\\) (nginx) [^Z] $(cat ${EDGE_FILES.pid}) .*/\\1/p" /proc/[0-9]*/stat 2>/dev/null || :
}
renewed() {
  for worker in $(workers); do case " $old " in *" $worker "*) ;; *) return 0 ;; esac; done
  return 1
}
ended() {
  for worker in $old; do ! kill -0 "$worker" 2>/dev/null || return 1; done
}
within() {
  for look in $(seq "$1"); do ! "$2" || return 0; sleep 0.05; done
  return 1
}
reload() {
  old=$(workers | tr '\\n' ' ')
  nginx -s reload
  within 200 renewed || { echo 'error: nginx goes on by its old configuration' >&2; exit 1; }
  # The time that nginx gives its old worker does not end a request whose head is not yet there in full.
  within 20 ended || kill -TERM $old 2>/dev/null || :
  within 200 ended || { echo "error: nginx's old worker does not end" >&2; exit 1; }
}`;

const RENAME = `set -eu${RELOAD}
mv "$1" "$2"
undo_unless_sound mv "$2" "$1"
reload`;

const REPLACE = `set -eu${RELOAD}
umask 077
cp "$1" "$1.old"
cat > "$1.new"
mv "$1.new" "$1"
undo_unless_sound mv "$1.old" "$1"
rm "$1.old"
reload`;

/**
 * Takes a listener down. Afterwards connections to it are refused, and those that it had are cut; so are the open
 * ones of the container's other listeners, which accept new ones all the time.
 * @throws HarnessError `edge-failed` when no such listener is up, `interrupted`.
 */
export async function takeDown({ container, listener, signal }: ListenerHandle): Promise<void> {
  const { config, configWhileDown } = listenerFiles(listener);
  const purpose = `taking down the edge's listener ${listener}`;
  await execIn({ container, purpose, command: script(RENAME, config, configWhileDown), signal });
}

/**
 * Brings up a listener that was taken down. Open connections of the container's other listeners are cut.
 * @throws HarnessError `edge-failed` when no such listener is down, `interrupted`.
 */
export async function bringUp({ container, listener, signal }: ListenerHandle): Promise<void> {
  const { config, configWhileDown } = listenerFiles(listener);
  const purpose = `bringing up the edge's listener ${listener}`;
  await execIn({ container, purpose, command: script(RENAME, configWhileDown, config), signal });
}

/**
 * Gives a listener another certificate and key, whether it is up or down. Afterwards new connections get that one,
 * and open connections of all the container's listeners are cut, so that clients shake hands again.
 * @throws HarnessError `edge-failed` when there is no such listener, when it speaks plain HTTP, or when nginx does not
 *   take the certificate: it then keeps the one that it had (while it is down, nginx is asked when it is brought up).
 *   `interrupted`.
 */
export async function swapLeaf({ container, listener, signal }: ListenerHandle, leaf: Leaf): Promise<void> {
  const command = script(REPLACE, listenerFiles(listener).leaf);
  const purpose = `swapping the certificate of the edge's listener ${listener}`;
  await execIn({ container, purpose, command, input: leafFile(leaf), signal });
}

const WRITE = `set -eu
mkdir -p "$(dirname "$1")"
base64 -d > "$1.new"
chmod 644 "$1.new"
mv "$1.new" "$1"`;

/**
 * Has a charts listener list and serve these versions from now on. Disturbs nothing: no connection is cut.
 * @throws HarnessError `edge-failed` when there is no such edge, `interrupted`.
 */
export async function publishVersions(
  { container, listener, signal }: ListenerHandle,
  charts: Pick<ChartsService, 'path' | 'versions'>,
): Promise<void> {
  const { chartsFolder } = listenerFiles(listener);
  const purpose = `publishing charts at the edge's listener ${listener}`;
  // The index last: what it lists is there.
  const files = [...probeRepository(charts)].reverse();
  for (const [path, content] of files) {
    const command = script(WRITE, posix.join(chartsFolder, path));
    await execIn({ container, purpose, command, input: content.toString('base64'), signal });
  }
}
