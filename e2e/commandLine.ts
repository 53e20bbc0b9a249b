import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { asHarnessError, exitStatusOf } from '../helpers/process/errors.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { ExplainFlags } from './commands/explain.ts';
import type { ListFlags } from './commands/list.ts';
import type { ProveOptions } from './commands/prove.ts';
import type { ReportFlags } from './commands/report.ts';
import { OF_PREFETCH, OF_PROVE, OF_UP, runOptions, tierOption } from './config/runOptions.ts';
import { defaultRunOptions, type RunOptions } from './options.ts';
import { packageVersion } from './version.ts';

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Examples below the help of a command. */
function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map(line => `  npm run fleet-tls -- ${line}`)].join('\n');
}

/** The options that somebody has set: by a flag, in the environment or in the configuration file. */
function saidTo(command: Command): string[] {
  const names = command.options.map(option => option.attributeName());
  return names.filter(name => command.getOptionValueSource(name) !== 'default');
}

function factor(value: string): number {
  const number = Number(value);
  if (!(number >= 1 && Number.isFinite(number)))
    throw new InvalidArgumentError('It is a number of at least 1.');
  return number;
}

/** The command `fleet-tls`. Each subcommand loads what it needs when it is called, so that help answers at once. */
export function commandLine(setStatus: (status: number) => void): Command {
  const defaults = defaultRunOptions();
  const program = new Command('fleet-tls')
    .description("With agentTLSMode strict: is Rancher Fleet's registration secure, and do HelmOps deploy?")
    .version(packageVersion(), '-V, --version', 'say the version of this harness')
    .helpCommand('help [command]', 'the help of a command')
    .showSuggestionAfterError()
    .exitOverride()
    // What is wrong is told once, in one line, where the call ends.
    .configureOutput({ writeErr: () => {}, outputError: () => {} });

  const run = program
    .command('run')
    .description(
      'run scenarios over pairs of controller and agent, and report; in the world that is up, where one is: what is not said is as that has it',
    )
    .argument('[ids...]', 'scenario ids (op/index-public) or families (op); the whole tier by default')
    .addHelpText(
      'after',
      examples(
        'run op/index-public --pairs old',
        'run --charts 0.17.0-dev=../fleet/charts',
        'run --tier full --charts a:b --pair 0.16.1/0.12.4',
      ),
    );
  for (const option of runOptions()) run.addOption(option);
  run.action(async (ids: string[], flags: Partial<RunOptions>) => {
    const { runCommand } = await import('./commands/run.ts');
    setStatus(await runCommand({ ...defaults, ...flags, ids }, { said: saidTo(run), write }));
  });

  const up = program
    .command('up')
    .description(
      'bring up a world with Fleet installed, for one `run` after another, and say how to look at it',
    )
    .argument('[ids...]', 'scenario ids or families (op); the whole tier by default')
    .addHelpText(
      'after',
      examples('up', 'up op --pairs new', 'up op/index-public --charts 0.17.0-dev=../fleet/charts'),
    );
  for (const option of runOptions(OF_UP)) up.addOption(option);
  up.action(async (ids: string[], flags: Partial<RunOptions>) => {
    const { upCommand } = await import('./commands/up.ts');
    setStatus(await upCommand({ ...defaults, ...flags, ids }, { said: saidTo(up), write }));
  });

  const prove = program
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
    .addHelpText('after', examples('prove', 'prove store-hidden-forever', 'prove crash-loop --all'));
  for (const option of runOptions(OF_PROVE)) prove.addOption(option);
  prove.action(async (mutants: string[], flags: Omit<ProveOptions, 'mutants'>) => {
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
    .addHelpText('after', examples('list', 'list op --tier core', 'list --json'))
    .action(async (ids: string[], flags: ListFlags) => {
      const { listCommand } = await import('./commands/list.ts');
      setStatus(listCommand(ids, flags, write));
    });

  program
    .command('explain')
    .description('say what a scenario does, why, and what each version of Fleet is known to do')
    .argument('<ids...>', 'scenario ids (op/index-public) or families (op)')
    .option('--json', 'as JSON, for machines')
    .addHelpText('after', examples('explain op/index-public'))
    .action(async (ids: string[], flags: ExplainFlags) => {
      const { explainCommand } = await import('./commands/explain.ts');
      setStatus(explainCommand(ids, flags, write));
    });

  program
    .command('down')
    .description('remove the worlds that are up, and what killed runs left behind')
    .action(async () => {
      const { downCommand } = await import('./commands/down.ts');
      setStatus(await downCommand(write));
    });

  const doctor = program
    .command('doctor')
    .description(
      'print every prerequisite (found, wanted, cure), and what options a run would have from where',
    )
    .option('--json', 'as JSON, for machines');
  for (const option of runOptions()) doctor.addOption(option);
  doctor.action(async ({ json = false }: { json?: boolean }) => {
    const [{ doctorCommand }, { settingsOf }] = await Promise.all([
      import('./commands/doctor.ts'),
      import('./config/settings.ts'),
    ]);
    setStatus(await doctorCommand(settingsOf(doctor), { json }, write));
  });

  const prefetch = program
    .command('prefetch')
    .description('get all that a later run needs, so that it can do without a network; creates no cluster')
    .addHelpText('after', examples('prefetch', 'prefetch --supply registry --fleet registry'));
  for (const option of runOptions(OF_PREFETCH)) prefetch.addOption(option);
  prefetch.action(async (flags: Partial<RunOptions>) => {
    const { prefetchCommand } = await import('./commands/prefetch.ts');
    setStatus(await prefetchCommand({ ...defaults, ...flags }, write));
  });

  for (const command of [run, up, prove, doctor, prefetch]) {
    command.hook('preAction', async () => {
      const [{ loadConfig }, { applyConfig, refuseEmptyFlags }] = await Promise.all([
        import('./config/config.ts'),
        import('./config/settings.ts'),
      ]);
      refuseEmptyFlags(command);
      applyConfig(command, await loadConfig(process.cwd()), run.options);
    });
  }

  return program;
}

/** Carries out the call that this process was started with, and ends it with its exit status. */
export async function answerCall(): Promise<never> {
  let status = 0;
  const program = commandLine(value => {
    status = value;
  });
  try {
    await program.parseAsync();
  } catch (error) {
    status = error instanceof CommanderError && error.exitCode === 0 ? 0 : await fail(error, program);
  }
  process.exit(status);
}

/** Tells what went wrong before anything was begun, and gives the exit status. */
async function fail(error: unknown, program: Command): Promise<number> {
  const [{ redact }, { wrongUse }] = await Promise.all([
    import('../helpers/evidence/redact.ts'),
    import('./wrongUse.ts'),
  ]);
  const failure =
    error instanceof CommanderError ? wrongUse(error, program, process.argv.slice(2)) : asHarnessError(error);
  process.stderr.write(`${redact(failure.line)}\n`);
  return exitStatusOf(failure);
}
