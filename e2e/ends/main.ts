import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asHarnessError, exitStatusOf, HarnessError } from '../../helpers/process/errors.ts';
import { askDaemon } from '../../helpers/supply/docker/facts.ts';
import { USUAL_DAEMON } from '../../helpers/supply/docker/place.ts';
import { keptEnds } from '../docs/write.ts';
import { type Cell, choose } from './choose.ts';
import type { Company } from './companies.ts';
import { Onlooker } from './docker.ts';
import { impossible } from './inflict.ts';
import { judgeEnd, observedInWords } from './judge.ts';
import { companyInWords, judgeCompany } from './judgeCompany.ts';
import { playCompany } from './playCompany.ts';
import { playEnd, type Stage } from './playEnd.ts';
import { type EndRow, foldRow, isProved } from './results.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LOGS = `${ROOT}results/ends`;

/** What is asked for. */
interface Asked {
  /** Phases, and companies of two runs. */
  names: string[];
  ends: string[];
  /** Only what was not as expected so far, or never seen. */
  missing: boolean;
  /** Nothing is begun after so many minutes. */
  minutes: number;
}

function asked(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        end: { type: 'string', multiple: true, default: [] },
        missing: { type: 'boolean', default: false },
        minutes: { type: 'string', default: '600' },
      },
    });
    const minutes = Number(values.minutes);
    if (!(minutes > 0)) throw new Error(`--minutes is a number above 0, and not "${values.minutes}"`);
    return { names: positionals, ends: values.end, missing: values.missing, minutes };
  } catch (error) {
    throw new HarnessError('usage', {
      message: (error as Error).message.split('. ', 1)[0] as string,
      cure: 'Say `npm run ends -- [phase...] [--end sigint] [--missing] [--minutes 10]`',
    });
  }
}

/** Ends runs of the stand-in in every phase and way, or as asked; keeps what was seen in docs/ends.json. */
async function main(): Promise<number> {
  const { names, ends, missing, minutes } = asked(process.argv.slice(2));
  const { cells, companies } = choose(names, ends);
  const isWanted = (name: string, end: string) => !missing || !isProved(keptEnds(), name, end);
  const enough = enoughAfter(minutes);
  mkdirSync(LOGS, { recursive: true });
  const daemonWasThere = (await askDaemon(USUAL_DAEMON)).answers;
  const stage: Stage = { onlooker: new Onlooker(), folder: LOGS };
  const rows: EndRow[] = [];
  const keep = (row: EndRow) => {
    rows.push(row);
    writeFileSync(`${ROOT}docs/ends.json`, `${JSON.stringify(foldRow(keptEnds(), row), null, 2)}\n`);
    for (const line of rowLines(row)) process.stdout.write(`${line}\n`);
  };
  try {
    for (const cell of cells) {
      if (enough()) break;
      if (isWanted(cell.phase.name, cell.end.name)) keep(await rowOfEnd(cell, stage, daemonWasThere));
    }
    for (const company of companies) {
      if (enough()) break;
      if (isWanted(company.name, '')) keep(await rowOfCompany(company, stage));
    }
  } finally {
    await stage.onlooker.close();
  }
  return rows.some(({ outcome }) => outcome === 'not as expected') ? 1 : 0;
}

/** Whether nothing more is to be begun: after that time, or a Ctrl-C. What is under way comes to its end and is removed. */
function enoughAfter(minutes: number): () => boolean {
  const until = Date.now() + minutes * 60_000;
  let stopped = false;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      stopped = true;
      process.stdout.write(`${name}: stopping after what is under way\n`);
    });
  }
  return () => stopped || Date.now() > until;
}

async function rowOfEnd(cell: Cell, stage: Stage, daemonWasThere: boolean): Promise<EndRow> {
  const { phase, end } = cell;
  const why = impossible(end.name, { root: process.getuid?.() === 0, daemonWasThere });
  if (why !== undefined) return row(phase.name, end.name, { observed: why });
  const facts = await playEnd(cell, stage);
  return row(phase.name, end.name, { observed: observedInWords(facts), wrong: judgeEnd(cell, facts) });
}

async function rowOfCompany(company: Company, stage: Stage): Promise<EndRow> {
  const facts = await playCompany(company, stage);
  return row(company.name, '', { observed: companyInWords(facts), wrong: judgeCompany(company, facts) });
}

/** Without what is wrong, it was not tried. */
function row(name: string, end: string, { observed, wrong }: { observed: string; wrong?: string[] }): EndRow {
  const outcome = wrong === undefined ? 'not tried' : wrong.length === 0 ? 'as expected' : 'not as expected';
  return { name, end, day: new Date().toISOString().slice(0, 10), outcome, observed, wrong: wrong ?? [] };
}

function rowLines({ name, end, outcome, observed, wrong }: EndRow): string[] {
  return [
    `${outcome.padEnd(16)} ${[name, end].filter(Boolean).join(', ')}: ${observed}`,
    ...wrong.map(one => `  ${one}`),
  ];
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const failure = asHarnessError(error);
    process.stderr.write(`${failure.line}\n`);
    process.exitCode = exitStatusOf(failure);
  }
}
