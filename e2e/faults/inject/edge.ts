import { RELOAD } from '../../../helpers/edge/change.ts';
import { leafFile } from '../../../helpers/edge/contents.ts';
import { execIn, script } from '../../../helpers/edge/exec.ts';
import { listenerFiles } from '../../../helpers/edge/files.ts';
import { renewEdge } from '../../../helpers/edge/renew.ts';
import type { PlannedListener } from '../../plan/plan.ts';
import { issueFor } from '../../run/endpointLeaf.ts';
import type { EdgeHandle, RunHandle } from '../../run/handle.ts';
import { secretsOf } from '../../run/secrets.ts';
import { edgesOf, type Site } from '../site.ts';
import { forEach, type Injector } from './injector.ts';

/** What stands behind a line that does not belong into the edge's configuration. */
const MARK = '# a fault';

const ANSWER = `set -eu${RELOAD}
with=$1; shift
sed -i "s|^  server_name .*|&\\n  $with ${MARK}|" "$@"
reload`;

const UNDO = `set -eu${RELOAD}
sed -i '/${MARK}$/d' "$@"
reload`;

/** Has the edge answer every request with a status; a 429 says, as Kubernetes' does, when to come again. */
export function storm({ world: { handle } }: Site, status: number, of: 'charts' | 'all'): Injector {
  const meant = ({ serves }: PlannedListener) =>
    of === 'all' || ('acts' in serves && serves.acts === 'charts');
  const answer = `${status === 429 ? 'add_header Retry-After 1 always; ' : ''}return ${status};`;
  const change = (text: string, ...args: string[]) =>
    ofEdges(handle, meant, ({ container }, listeners) => {
      const files = listeners.map(({ name }) => listenerFiles(name).config);
      return execIn({ container, purpose: 'the storm', command: script(text, ...args, ...files) });
    });
  return { inject: () => change(ANSWER, answer), undo: () => change(UNDO) };
}

const WRITE = 'umask 077; cat > "$1"';

/** Gives every listener a certificate of the same authority and name that has expired. */
export function certificatesExpired({ world: { handle } }: Site): Injector {
  const { authorities } = secretsOf(handle);
  return {
    inject: () =>
      ofEdges(
        handle,
        ({ spec }) => spec.issuer !== 'nobody',
        async (edge, listeners) => {
          const purpose = 'swapping certificates';
          const { container } = edge;
          for (const { name, spec } of listeners) {
            const leaf = await issueFor({ ...spec, flaw: 'expired' }, edge, authorities);
            const command = script(WRITE, listenerFiles(name).leaf);
            if (leaf) await execIn({ container, purpose, command, input: leafFile(leaf) });
          }
          await execIn({ container, purpose, command: script(`set -eu${RELOAD}\nreload`) });
        },
      ),
    undo: () => forEach(edgesOf(handle), edge => renewEdge(edge)),
  };
}

/** Does something to each edge, with those of its listeners that are meant. */
async function ofEdges(
  { edges, plan }: RunHandle,
  meant: (listener: PlannedListener) => boolean,
  work: (edge: EdgeHandle, listeners: PlannedListener[]) => Promise<unknown>,
): Promise<void> {
  const each = Object.entries(edges).map(([key, edge]) => ({
    edge,
    listeners: plan.listeners.filter(listener => listener.edge === key && meant(listener)),
  }));
  await Promise.all(
    each.filter(({ listeners }) => listeners.length > 0).map(({ edge, listeners }) => work(edge, listeners)),
  );
}
