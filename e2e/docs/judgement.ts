import { codeSpan, escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';
import { type Explanation, explanationOf } from '../mutate/explanation.ts';
import { type FileSurvey, type Survey, type Survivor, scoreOf } from '../mutate/survey.ts';

/** The page `docs/judgement.md`: what became of mutants of the harness's own judgement, by the committed survey. */
export function judgementPage(survey: Survey, explained: readonly Explanation[]): string {
  const { stryker, files, survivors } = survey;
  const surviving = files.filter(({ survived }) => survived > 0);
  return [
    '# Mutants of the judgement',
    '<!-- Written by `npm run docs` from docs/judgement.json and e2e/mutate/explained.ts. A test holds it to them. -->',
    '[mutants.md](mutants.md) says which defects of Fleet this harness catches. This page asks the same of the tests of ' +
      'its own judgement: `npm run mutate` has [Stryker](https://stryker-mutator.io) change the code that reads logs, ' +
      "Kubernetes' objects and the edge's record, turns them into observations and verdicts, and takes secrets out of what " +
      'is written, one change at a time, and looks whether a unit test beside it fails. It is a report and no gate.',
    `Stryker ${stryker}: **${percent(scoreOf(files))}** of ${total(files)} mutants killed. The ${survivors.length} that survived stand below, each with the reason why it may.`,
    markdownTable(
      ['file', 'mutated', 'killed', 'survived', 'score'],
      files.map(file => [
        codeSpan(file.file),
        file.day,
        String(file.killed + file.timedOut),
        String(file.survived),
        percent(scoreOf([file])),
      ]),
    ),
    '## The survivors',
    ...surviving.map(({ file }) => survivorsOf(file, survivors, explained)),
    '',
  ].join('\n\n');
}

function survivorsOf(
  file: string,
  survivors: readonly Survivor[],
  explained: readonly Explanation[],
): string {
  const here = survivors.filter(survivor => survivor.file === file);
  const groups = Map.groupBy(here, survivor => explanationOf(survivor, explained)?.why ?? 'Not explained.');
  return [`### ${file}`, ...[...groups].map(([why, mutants]) => groupOf(why, mutants))].join('\n\n');
}

function groupOf(why: string, mutants: readonly Survivor[]): string {
  const changes = mutants.flatMap(({ line, code, becomes }) => [
    `@@ line ${line} @@`,
    `- ${code}`,
    `+ ${becomes}`,
  ]);
  return [escapeMarkdown(why), ['```diff', ...changes, '```'].join('\n')].join('\n\n');
}

function total(files: readonly FileSurvey[]): number {
  return files.reduce((sum, { killed, timedOut, survived }) => sum + killed + timedOut + survived, 0);
}

function percent(score: number): string {
  return `${score.toFixed(1)} %`;
}
