import { fileURLToPath } from 'node:url';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { run } from '../../helpers/process/run.ts';
import { COREDNS, ETCD, KIND, KUBERNETES, PAUSE } from '../../helpers/supply/goRecipes.ts';
import { recipeFolder } from '../../helpers/supply/recipe.ts';
import { type Advisory, goAdvisories, npmAdvisories, openEnds } from './advisories.ts';
import { explained } from './explained.ts';

const GOVULNCHECK = 'golang.org/x/vuln/cmd/govulncheck@v1.9.0';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STANDIN = { recipe: 'standin', packages: ['.'] };

async function auditNpm(): Promise<Advisory[]> {
  // It ends with 1 where there are any, and where it could not ask.
  const { stdout } = await run('npm', ['audit', '--json'], { cwd: ROOT, accept: [1] });
  return npmAdvisories(stdout);
}

async function auditGo(): Promise<Advisory[]> {
  const found: Advisory[] = [];
  for (const { recipe, packages } of [KUBERNETES, ETCD, COREDNS, KIND, PAUSE, STANDIN]) {
    const args = ['run', GOVULNCHECK, '-C', recipeFolder(recipe), '-scan', 'package', '-format', 'sarif'];
    const { stdout } = await run('go', [...args, ...packages], { env: { GOFLAGS: '', GOWORK: 'off' } });
    found.push(...goAdvisories(stdout, recipe));
  }
  return found;
}

async function audit(): Promise<number> {
  const answers = await Promise.allSettled([auditNpm(), auditGo()]);
  const failures = answers.flatMap(one => (one.status === 'rejected' ? [asHarnessError(one.reason)] : []));
  const found = answers.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
  const { unexplained, outOfDate } = openEnds(found, explained);
  for (const { id, where, title } of unexplained) process.stdout.write(`${id} in ${where}: ${title}\n`);
  if (failures.length === 0)
    for (const { id } of outOfDate) process.stdout.write(`${id} is explained, but nothing has it any more\n`);
  for (const failure of failures) process.stderr.write(`${failure.line}\n`);
  if (unexplained.length > 0) return 1;
  const [failure] = failures;
  if (failure !== undefined) return exitStatusOf(failure);
  process.stdout.write(`${found.length} advisories, all of them explained\n`);
  return outOfDate.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exit(await audit());
