import type { BadCalls } from './call.ts';

const LIST = '`fleet-tls list` names them all';
const VERSION = 'Write it as 0.16.1, 0.13.0-beta.2 or standin:0.16';
const MUTANTS =
  'Known are: store-hidden-forever, store-never-hidden, verification-off-at-registration, token-before-verification, given-ca-added-to-store, system-store-ignores-store, store-lost-after-refusal, verification-off-for-charts, secret-ca-ignored, skip-spills-to-others, ca-spills-to-others, wrong-chart-installed, ready-although-failed, reason-swallowed, secret-printed-in-log, crash-loop';
const PAIR = 'Write controller and agent version, as --pair 0.16.1/0.12.4';

export const names: BadCalls = {
  title: 'Scenarios, pairs, versions, mutants',
  calls: [
    {
      what: 'a scenario with a letter too few',
      args: ['run', 'op/indx-public'],
      line: `there is no scenario "op/indx-public". Did you mean op/index-public? ${LIST}`,
    },
    {
      what: 'a family with a letter too many',
      args: ['explain', 'opp'],
      line: `there is no scenario "opp". Did you mean op? ${LIST}`,
    },
    {
      what: 'a path as a scenario',
      args: ['explain', '../../etc/passwd'],
      line: `there is no scenario "../../etc/passwd". ${LIST}`,
    },
    {
      what: 'a scenario that would colour the terminal and name its window',
      args: ['list', '\u001b[31mop\u001b]0;owned\u0007'],
      line: `there is no scenario "\\u{1b}[31mop\\u{1b}]0;owned\\u{7}". ${LIST}`,
    },
    {
      what: 'a scenario of two lines',
      args: ['list', 'op\nall is well'],
      line: `there is no scenario "op\\nall is well". ${LIST}`,
    },
    {
      what: 'a scenario that turns the direction of writing',
      args: ['list', 'op/\u202ecilbup'],
      line: `there is no scenario "op/\\u{202e}cilbup". ${LIST}`,
    },
    {
      what: 'a scenario with a character that cannot be seen',
      args: ['list', 'op/index\u200b-public'],
      line: `there is no scenario "op/index\\u{200b}-public". Did you mean op/index-public? ${LIST}`,
    },
    {
      what: 'a scenario in letters that only look like it',
      args: ['list', 'оp/index-public'],
      line: `there is no scenario "оp/index-public". Did you mean op/index-public? ${LIST}`,
    },
    {
      what: 'a scenario with an endless name',
      args: ['list', 'o'.repeat(5000)],
      line: `there is no scenario "${'o'.repeat(728)} [... 5023 characters ...] ${'o'.repeat(249)}". ${LIST}`,
    },
    {
      what: 'a role of a pair that there is not',
      args: ['run', '--pairs', 'skw'],
      line: 'there is no pair "skw". Did you mean skew? Known are: old, new, skew',
    },
    {
      what: 'one version instead of a pair',
      args: ['run', '--pair', '1.2.3'],
      line: `"1.2.3" is not a pair. ${PAIR}`,
    },
    {
      what: 'a path as a pair',
      args: ['up', '--pair', '../../etc'],
      line: `"../../etc" is not a pair. ${PAIR}`,
    },
    {
      what: 'a version that is none',
      args: ['run', '--pair', 'latest/0.12.4'],
      line: `"latest" is not a Fleet version. ${VERSION}`,
    },
    {
      what: 'a version without its patch',
      args: ['run', '--pair', '1.2/1.2.3'],
      line: `"1.2" is not a Fleet version. ${VERSION}`,
    },
    {
      what: 'a version that clears the terminal',
      args: ['run', '--pair', '0.16.1\u001b[2J/0.12.4'],
      line: `"0.16.1\\u{1b}[2J" is not a Fleet version. ${VERSION}`,
    },
    {
      what: 'the same pair twice, once with a v',
      args: ['run', '--pair', '0.16.1/0.12.4', '--pair', 'v0.16.1/0.12.4'],
      line: 'the pair 0.16.1/0.12.4 is asked for twice. Name each pair once',
    },
    {
      what: 'a stand-in that there is not',
      args: ['run', '--pair', 'standin:0.14/standin:0.14'],
      line: 'there is no release standin:0.14 here. Did you mean standin:0.12? Known are: standin:0.12, standin:0.16; give more with --charts <folder>',
    },
    {
      what: 'the stand-in with Fleet',
      args: ['run', '--pair', 'standin:0.16/0.12.4'],
      line: 'standin:0.16 is not published, and is in no run with what is. Run the pairs of the stand-in by themselves',
    },
    {
      what: 'a mutant on one side alone',
      args: ['run', '--pair', 'standin:0.16+crash-loop/standin:0.16'],
      line: '"standin:0.16+crash-loop/standin:0.16" pairs two mutants, or one with none. A controller makes its agents the mutant that it is: name the same one on both sides',
    },
    {
      what: 'a pair of a mutant with a letter too few',
      args: ['run', '--pair', 'standin:0.16+crash-lop/standin:0.16+crash-lop'],
      line: `there is no mutant "crash-lop". Did you mean crash-loop? ${MUTANTS}`,
    },
    {
      what: 'a mutant with a letter too few',
      args: ['prove', 'store-hiden-forever'],
      line: `there is no mutant "store-hiden-forever". Did you mean store-hidden-forever? ${MUTANTS}`,
    },
  ],
};
