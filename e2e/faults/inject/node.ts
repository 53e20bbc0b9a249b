import { execIn, script } from '../../../helpers/edge/exec.ts';
import { poll } from '../../../helpers/process/poll.ts';

const DEADLINE_MS = 120_000;

/** Runs a shell script in a node's container, and gives what it prints. */
export function inNode(node: string, purpose: string, text: string, ...args: string[]): Promise<string> {
  return execIn({ container: node, purpose: `${purpose} in ${node}`, command: script(text, ...args) });
}

/** kubectl with all rights, in a node. */
export function kubectlIn(node: string, args: string): Promise<string> {
  return inNode(
    node,
    `kubectl ${args.split(' ', 1)}`,
    `kubectl --kubeconfig /etc/kubernetes/admin.conf ${args}`,
  );
}

/** Waits until a node's kubectl says what is awaited. */
export async function awaitKubectl(node: string, args: string, wanted: RegExp): Promise<void> {
  await poll(
    { what: `${wanted.source} of kubectl ${args}`, deadlineMs: DEADLINE_MS, tolerate: () => true },
    async () => {
      const saw = await kubectlIn(node, args);
      return wanted.test(saw) ? { done: true, value: undefined } : { done: false, saw };
    },
  );
}
