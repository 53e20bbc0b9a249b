import { RELOAD } from './change.ts';
import { execIn, script } from './exec.ts';
import { asItBegan, EDGE_FILES } from './files.ts';

/**
 * Puts an edge back to how it began: every listener up with its first certificate and charts, no connection open, and
 * nothing in the record. Connections are cut before the record is emptied, so that the end of a request that came
 * earlier is not taken for a request that comes now.
 * @param container the name of the edge's container.
 * @returns the names of the listeners that were not as they began.
 * @throws HarnessError `edge-failed` when it cannot be brought back, `interrupted`.
 */
export async function renewEdge(container: string, signal?: AbortSignal): Promise<string[]> {
  const { listenersFolder, record } = EDGE_FILES;
  const args = [asItBegan(listenersFolder), listenersFolder, asItBegan(record), record];
  const purpose = `bringing the edge ${container} back to how it began`;
  return changedListeners(await execIn({ container, purpose, command: script(RENEW, ...args), signal }));
}

const RENEW = `set -eu${RELOAD}
differences() {
  diff --recursive --brief "$1" "$2" || [ $? = 1 ]
}
differences "$1" "$2"
rm -rf "$2"
cp -a "$1" "$2"
undo_unless_sound true
reload
cat "$3" > "$4"`;

/** The listeners that `diff --brief` speaks of: what differs, and what is on one side only. */
export function changedListeners(differences: string): string[] {
  const found = differences
    .split('\n')
    .flatMap(line => inFolder(/^Files .* and (\S+) differ$/.exec(line)?.[1] ?? onlyIn(line)) ?? []);
  return [...new Set(found)];
}

/** The path that stands on one side only. */
function onlyIn(line: string): string | undefined {
  const [, folder, name] = /^Only in (\S+): (\S+)$/.exec(line) ?? [];
  return folder === undefined ? undefined : `${folder}/${name}`;
}

function inFolder(path: string | undefined): string | undefined {
  const inside = path?.split(`${EDGE_FILES.listenersFolder}/`).at(1);
  return inside?.split('/').at(0);
}
