import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keptSurvey } from '../docs/write.ts';
import { foldSurvey, partsOf, type StrykerReport, scoreOf, surveyOf } from './survey.ts';

/** Keeps what the last `npm run mutate` found of the files that it mutated; the others stay as they are kept. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const report = `${root}results/mutants/report.json`;
const day = statSync(report).mtime.toISOString().slice(0, 10);
const stryker = JSON.parse(readFileSync(report, 'utf8')) as StrykerReport;
const parts = partsOf(stryker);
if (parts.length > 0) {
  process.stderr.write(
    `nothing is kept: ${parts.join(' ')} is a part of a file. Let npm run mutate have whole ones\n`,
  );
  process.exit(2);
}
const found = surveyOf(stryker, day);
const survey = foldSurvey(keptSurvey(), found, file => existsSync(root + file));
writeFileSync(`${root}docs/judgement.json`, `${JSON.stringify(survey, null, 2)}\n`);
process.stdout.write(
  `docs/judgement.json: ${scoreOf(survey.files).toFixed(1)} %, ${survey.survivors.length} survivors\n`,
);
