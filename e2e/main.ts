#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { asHarnessError, exitStatusOf } from '../helpers/process/errors.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { ExplainFlags } from './commands/explain.ts';
import type { ListFlags } from './commands/list.ts';
import type { ProveOptions } from './commands/prove.ts';
import type { ReportFlags } from './commands/report.ts';
import { defaultRunOptions, type RunOptions } from './options.ts';

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function gather(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function words(value: string): string[] {
  return value.split(',').map(word => word.trim());
}

function factor(value: string): number {
  const number = Number(value);
  if (!(number >= 1)) throw new InvalidArgumentError('It is a number of at least 1.');
  return number;
}

/** The command `fleet-tls`. Each subcommand loads what it needs when it is called, so that help answers at once. */
export function commandLine(setStatus: (status: number) => void): Command {
  const defaults = defaultRunOptions();
  const tierOption = () =>
    new Option('--tier <tier>', 'core, full or soak')
      .choices(['core', 'full', 'soak'])
      .default(defaults.tier);
  const supplyOption = () =>
    new Option('--supply <choice>', 'where cluster images and tools come from')
      .choices(['auto', 'registry', 'source', 'local'])
      .default(defaults.supply);
  const program = new Command('fleet-tls')
    .description("With agentTLSMode strict: is Rancher Fleet's registration secure, and do HelmOps deploy?")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: text => process.stderr.write(text) });

  program
    .command('run')
    .description('run scenarios over pairs of controller and agent, and report')
    .argument('[ids...]', 'scenario ids (op/index-public) or families (op); the whole tier by default')
    .addOption(tierOption())
    .option('--pairs <roles>', 'which pairs: old, new, skew, with commas', words, defaults.pairs)
    .option('--pair <controller/agent>', 'a pair by its versions, as 0.16.1/0.12.4; may be repeated', gather)
    .option(
      '--charts <folder>',
      "Fleet's unpacked charts, as [<version>=]<folder>; may be repeated (FLEET_TLS_CHARTS)",
      gather,
    )
    .addOption(
      new Option('--fleet <choice>', 'which Fleet is tried')
        .choices(['auto', 'registry', 'local', 'standin'])
        .default(defaults.fleet),
    )
    .addOption(supplyOption())
    .addOption(
      new Option('--stale-records <what>', 'a record whose defect is gone')
        .choices(['ignore', 'error'])
        .default(defaults.staleRecords),
    )
    .option('--results <folder>', 'the folder that gets a folder for each run', defaults.results)
    .option('--keep-docker', 'leave a Docker daemon that the harness started running', defaults.keepDocker)
    .option('--keep', 'leave clusters and edge standing, to be looked at', defaults.keep)
    .option('--verbose', 'tell a failure with all that lay beneath it', defaults.verbose)
    .action(async (ids: string[], flags: Partial<RunOptions>) => {
      const { runCommand } = await import('./commands/run.ts');
      setStatus(await runCommand({ ...defaults, ...flags, ids }, write));
    });

  program
    .command('prove')
    .description(
      'prove the harness: which scenario catches which defect of a mutated stand-in, and by what reason',
    )
    .argument('[mutants...]', 'names of mutants (store-hidden-forever); all by default')
    .option(
      '--all',
      'try all scenarios of the tier with each, and not only those that have to kill it',
      false,
    )
    .addOption(tierOption())
    .addOption(supplyOption())
    .option('--results <folder>', 'the folder that gets a folder for each run', defaults.results)
    .option('--keep-docker', 'leave a Docker daemon that the harness started running', defaults.keepDocker)
    .option('--keep', 'leave clusters and edge standing, to be looked at', defaults.keep)
    .option('--verbose', 'tell a failure with all that lay beneath it', defaults.verbose)
    .action(async (mutants: string[], flags: Omit<ProveOptions, 'mutants'>) => {
      const { proveCommand } = await import('./commands/prove.ts');
      setStatus(await proveCommand({ ...flags, mutants }, write));
    });

  program
    .command('compare')
    .description('tell what changed from one run to another; ends with 1 when something is newly red')
    .argument('<before>', 'results folder of the earlier run, or its verdicts.json')
    .argument('<after>', 'the same of the later run')
    .addOption(
      new Option('--format <format>', 'text, markdown or html')
        .choices(['text', 'markdown', 'html'])
        .default('text'),
    )
    .option('--slower <factor>', 'from how many times as long on a scenario counts as slower', factor, 2)
    .action(async (before: string, after: string, flags: CompareFlags) => {
      const { compareCommand } = await import('./commands/compare.ts');
      setStatus(await compareCommand([before, after], flags, write));
    });

  program
    .command('report')
    .description('make the reports of a run again from its verdicts.json, or those of several runs as one')
    .argument('<runs...>', 'results folders of runs, or their verdicts.json')
    .option('--merge', 'join the runs, as of several machines; ends as one run of all of it would')
    .option('--out <folder>', 'the folder of the merged results')
    .action(async (runs: string[], flags: ReportFlags) => {
      const { reportCommand } = await import('./commands/report.ts');
      setStatus(await reportCommand(runs, flags, write));
    });

  program
    .command('list')
    .description('list scenarios: what must hold')
    .argument('[ids...]', 'scenario ids or families (op); the whole tier by default')
    .addOption(tierOption().default('soak'))
    .option('--json', 'as JSON, for machines')
    .action(async (ids: string[], flags: ListFlags) => {
      const { listCommand } = await import('./commands/list.ts');
      setStatus(listCommand(ids, flags, write));
    });

  program
    .command('explain')
    .description('say what a scenario does, why, and what each version of Fleet is known to do')
    .argument('<ids...>', 'scenario ids (op/index-public) or families (op)')
    .option('--json', 'as JSON, for machines')
    .action(async (ids: string[], flags: ExplainFlags) => {
      const { explainCommand } = await import('./commands/explain.ts');
      setStatus(explainCommand(ids, flags, write));
    });

  program
    .command('down')
    .description('remove what killed runs left behind')
    .action(async () => {
      const { downCommand } = await import('./commands/down.ts');
      setStatus(await downCommand(write));
    });

  program
    .command('doctor')
    .description('print every prerequisite: found, wanted, cure')
    .action(async () => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      setStatus(await doctorCommand(write));
    });

  return program;
}

async function main(): Promise<void> {
  let status = 0;
  try {
    await commandLine(value => {
      status = value;
    }).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      status = error.exitCode === 0 ? 0 : 2;
    } else {
      const failure = asHarnessError(error);
      process.stderr.write(`${failure.line}\n`);
      status = exitStatusOf(failure);
    }
  }
  process.exit(status);
}

if (import.meta.main) await main();
