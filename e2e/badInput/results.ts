import { exampleResults } from '../../helpers/report/results.fixture.ts';
import type { Results } from '../../helpers/report/results.ts';
import type { BadCall, BadCalls } from './call.ts';

const AGAIN = 'Fetch it again from where the run wrote it';
const SCHEMA = `${AGAIN}; helpers/report/verdicts.schema.json says what it holds`;
const sound = JSON.stringify(exampleResults());

/** A run that would do but for something. */
function changed(change: (results: Results) => unknown): string {
  const results = exampleResults();
  return JSON.stringify(change(results) ?? results);
}

function reported(what: string, verdicts: string, line: string): BadCall {
  return { what, args: ['report', 'run'], files: { 'run/verdicts.json': verdicts }, line };
}

export const results: BadCalls = {
  title: 'Results of runs',
  calls: [
    {
      what: 'a run that there is not',
      args: ['compare', 'before', 'after'],
      files: { 'after/verdicts.json': sound },
      line: 'cannot read the results before (ENOENT). Name the results folder of a run, or its verdicts.json',
    },
    {
      what: 'a run of an endless name',
      args: ['report', 'r'.repeat(300)],
      line: `cannot read the results ${'r'.repeat(300)} (ENAMETOOLONG). Name the results folder of a run, or its verdicts.json`,
    },
    {
      what: 'a folder without results',
      args: ['report', '.'],
      line: 'cannot read the results verdicts.json (ENOENT). Name the results folder of a run, or its verdicts.json',
    },
    reported(
      'results that are cut off',
      sound.slice(0, 700),
      `run/verdicts.json is not whole: it ends early or is no JSON. ${AGAIN}`,
    ),
    reported('an empty file', '', `run/verdicts.json is not whole: it ends early or is no JSON. ${AGAIN}`),
    reported(
      'results of a later schema version',
      changed(whole => ({ ...whole, schema: 2 })),
      'run/verdicts.json is of schema version 2, and this fleet-tls reads version 1. Read it with the fleet-tls that wrote it',
    ),
    reported(
      'a schema version that steers the terminal',
      changed(whole => ({ ...whole, schema: '\u001b[31m1' })),
      'run/verdicts.json is of schema version "\\u001b[31m1", and this fleet-tls reads version 1. Read it with the fleet-tls that wrote it',
    ),
    reported(
      'JSON of something else',
      '[]',
      'run/verdicts.json is of no schema version, and this fleet-tls reads version 1. Read it with the fleet-tls that wrote it',
    ),
    reported(
      'results without their pairs',
      changed(({ pairs: _, ...whole }) => whole),
      `run/verdicts.json does not hold the results of a run: it must have required property 'pairs'. ${SCHEMA}`,
    ),
    reported(
      'a verdict that there is not',
      sound.replace('"verdict":"regression"', '"verdict":"probably"'),
      `run/verdicts.json does not hold the results of a run: /verdicts/1/verdict must be equal to one of the allowed values. ${SCHEMA}`,
    ),
    reported(
      'a verdict of a scenario that the run does not list',
      changed(whole => {
        for (const judged of whole.verdicts.slice(0, 1)) judged.scenario = 'op/\u202e\nnone';
      }),
      `run/verdicts.json does not hold the results of a run: a verdict is of op/\\u{202e}\\nnone with 0.12.4/0.12.4, which it does not list. ${SCHEMA}`,
    ),
    {
      what: 'several runs without --merge',
      args: ['report', 'a', 'b'],
      line: 'without --merge the reports of one run are made again, in its own folder. Join several runs with: fleet-tls report --merge <run> <run> --out <folder>',
    },
    {
      what: '--merge without a folder for it',
      args: ['report', '--merge', 'a', 'b'],
      line: '--merge wants a folder for what becomes of the runs. As in: fleet-tls report --merge results/a results/b --out results/both',
    },
    {
      what: 'one run merged with itself',
      args: ['report', '--merge', 'run', 'run', '--out', 'both'],
      files: { 'run/verdicts.json': sound },
      line: 'these runs cannot be merged: run run1 is given twice. Give each run once',
    },
    {
      what: 'a run whose id is a path, merged',
      args: ['report', '--merge', 'run', '--out', 'both'],
      files: {
        'run/verdicts.json': changed(whole => {
          whole.run.id = '../../../outside';
        }),
        'run/evidence/log': 'x',
      },
      line: 'these runs cannot be merged: run "../../../outside" has an id that no run has. Give results that fleet-tls wrote',
    },
    {
      what: 'runs merged into one of them',
      args: ['report', '--merge', 'run', '--out', './run/../run'],
      files: { 'run/verdicts.json': sound },
      line: './run/../run holds one of the runs that are to be merged. Choose a folder of its own for the merged results',
    },
    {
      what: 'runs merged below a file',
      args: ['report', '--merge', 'run', '--out', 'file/both'],
      files: { 'run/verdicts.json': sound, file: '' },
      line: 'cannot write the results into file/both (ENOTDIR). Make the folder writable for this user, or choose another folder for the results',
    },
  ],
};
