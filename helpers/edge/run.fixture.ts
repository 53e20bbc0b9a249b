import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunNetwork } from '../clusters/network.ts';
import { type Context, RUN_LABEL } from '../process/context.ts';
import { Ledger } from '../process/ledger.ts';
import { EventProgress } from '../process/progress.ts';
import { type RunResult, run } from '../process/run.ts';
import type { EdgeRecord, TlsOutcome } from './record.ts';

/** The edge's image as the supply makes it, from Debian bookworm. */
export const IMAGE = process.env.FLEET_TLS_EDGE_IMAGE;
const NO_IMAGE = 'FLEET_TLS_EDGE_IMAGE names no image';

/** The title of a suite that needs the image; says so where there is none. */
export function titled(title: string): string {
  if (IMAGE) return title;
  console.warn(`${NO_IMAGE}: ${title} was not tried`);
  return `${title} (${NO_IMAGE})`;
}

/** A run of a test, with a network and a ledger of its own. */
export interface TestRun {
  context: Context;
  network: string;
  /** Undoes all; gives what is left of the run in Docker, which should be nothing. */
  close(): Promise<string>;
}

export async function openTestRun(name: string): Promise<TestRun> {
  const runId = `${name}${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'ftls-edge-'));
  const context: Context = {
    runId,
    resultsDir: folder,
    privateDir: folder,
    cacheDir: folder,
    signal: new AbortController().signal,
    progress: new EventProgress(() => {}),
    ledger: new Ledger(join(folder, 'ledger.json'), runId),
  };
  return {
    context,
    network: await createRunNetwork(context),
    close: async () => {
      const failures = await context.ledger.undoAll();
      rmSync(folder, { recursive: true });
      return failures.map(({ line }) => line).join('\n') + (await leftovers(runId));
    },
  };
}

/** What Docker still has of a run; empty when nothing. */
export async function leftovers(runId: string): Promise<string> {
  const filter = `label=${RUN_LABEL}=${runId}`;
  const containers = await run('docker', ['ps', '--all', '--quiet', '--filter', filter]);
  const networks = await run('docker', ['network', 'ls', '--quiet', '--filter', filter]);
  return containers.stdout + networks.stdout;
}

/** A container on the run's network, to play clients in. */
export interface Client {
  /** Runs a shell script in it; a status other than 0 is an answer too. */
  sh(script: string): Promise<RunResult>;
}

/**
 * Starts a client of the edge's image, with curl, git and openssl.
 * @param files what it holds besides: path in the container to a file of this machine or to a text.
 */
export async function startClient(
  { context, network }: TestRun,
  files: Record<string, { file: string } | { text: string }>,
): Promise<Client> {
  const name = `ftls-${context.runId}-client`;
  context.ledger.enter({ kind: 'container', name }, async () => {
    await run('docker', ['rm', '--force', name]);
  });
  const label = `${RUN_LABEL}=${context.runId}`;
  const options = ['--detach', '--name', name, '--label', label, '--network', network];
  await run('docker', ['run', ...options, '--entrypoint', 'sleep', IMAGE as string, 'infinity']);
  const exec = (script: string, input = '') =>
    run('docker', ['exec', '--interactive', name, 'sh', '-c', script], { input, accept: EVERY_STATUS });
  for (const [path, content] of Object.entries(files)) {
    if ('file' in content) await run('docker', ['cp', content.file, `${name}:${path}`]);
    else await exec(`cat > ${path}`, content.text);
  }
  return { sh: script => exec(script) };
}

const EVERY_STATUS = Array.from({ length: 256 }, (_, status) => status);

/** What a record says of one listener. */
export function of(record: EdgeRecord, listener: string): EdgeRecord {
  const here = (one: { listener: string }) => one.listener === listener;
  return {
    connections: record.connections.filter(here),
    requests: record.requests.filter(here),
    notices: record.notices.filter(here),
    unread: record.unread,
  };
}

/** How the handshakes of one listener ended. */
export function outcomes(record: EdgeRecord, listener: string): TlsOutcome[] {
  return of(record, listener).connections.map(({ tls }) => tls);
}

/** Requests in brief: `GET /index.yaml 200`, with `*` where a credential came. */
export function brief({ requests }: EdgeRecord): string[] {
  return requests.map(
    ({ method, path, hasAuthorization, end }) =>
      `${method} ${path} ${end?.status ?? 'open'}${hasAuthorization ? ' *' : ''}`,
  );
}
