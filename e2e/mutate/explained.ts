import type { Explanation } from './explanation.ts';

const SAID = '"Stryker was here!"';

/** Every survivor of the kept survey. */
export const explained: readonly Explanation[] = [
  {
    file: 'e2e/judge/judge.ts',
    mutants: [['record !== undefined', 'true']],
    why: 'Each unmet expectation has its record by then; only the compiler asks whether there is one.',
  },
  {
    file: 'e2e/judge/judge.ts',
    mutants: [["''", SAID]],
    why: 'It stands for the error of what has none. Neither text speaks of the machine.',
  },
  {
    file: 'e2e/judge/kills.ts',
    mutants: [["''", SAID]],
    why: 'It stands for the control of a scenario that has none. No scenario is called so, by either text.',
  },
  {
    file: 'e2e/judge/machine.ts',
    mutants: [['[]', '["Stryker was here"]']],
    why: 'It stands for the troubles of a scenario that brings none about. No trouble is called so.',
  },
  {
    file: 'e2e/observe/edge.ts',
    mutants: [['node?.nodeAddress', 'node.nodeAddress']],
    why: 'A plan has a cluster for each key that it names; only the compiler asks whether there is one.',
  },
  {
    file: 'e2e/observe/logs.ts',
    mutants: [["''", SAID]],
    why: 'It stands for the namespace of a pod without one, and every pod has one.',
  },
  {
    file: 'e2e/play/ownTroubles.ts',
    mutants: [['[]', '["Stryker was here"]']],
    why: 'It stands for the changes of a scenario that has none, and for the endpoints of a change without. A text has no flaw.',
  },
  {
    file: 'helpers/edge/record.ts',
    mutants: [["''", SAID]],
    why:
      'Where it is asked for, only the client and the server of an event can be missing. No listener has either text for its ' +
      'name, and the line stays unread.',
  },
  {
    file: 'helpers/evidence/redact.ts',
    mutants: [["''", SAID]],
    why: 'It stands for the name of a value that has none. Neither text ends as the name of a secret does.',
  },
  {
    file: 'helpers/evidence/redact.ts',
    mutants: [['{ return undefined; }', '{}']],
    why: 'It does the same: a function that ends without a value gives undefined.',
  },
  {
    file: 'helpers/evidence/secretData.ts',
    mutants: [
      ['dataColumn !== undefined', 'true'],
      ['data?.[1]?.length', 'data?.[1].length'],
    ],
    why: 'It does the same: nothing is greater than undefined, and where the pattern fits its group is there. Only the compiler asks.',
  },
  {
    file: 'helpers/fleet/registration.ts',
    mutants: [["''", SAID]],
    why:
      'It stands for the words of an agent that said nothing. Neither text speaks of TLS or of rights, and a credential ' +
      'counts as lost only where the agent was kept from it fifteen times.',
  },
  {
    file: 'helpers/fleet/version.ts',
    mutants: [['[]', '["Stryker was here"]']],
    why: 'It stands for the groups of a version that is no stand-in. The first of them is not looked at, and there is no other.',
  },
  {
    file: 'helpers/report/merge.ts',
    mutants: [['[]', '["Stryker was here"]']],
    why:
      'A run without parts gets one without an id: twice none is no id given twice. And of the verdicts on a cell there is ' +
      'at least one.',
  },
  {
    file: 'helpers/report/merge.ts',
    mutants: [['first?.fleet', 'first.fleet']],
    why: 'Where there are others there is a first; only the compiler asks.',
  },
  {
    file: 'helpers/report/merge.ts',
    mutants: [["'regression'", '""']],
    why: 'What is not in the list comes before all that is: a regression stays the worst.',
  },
  {
    file: 'scenarios/model/oracle.ts',
    mutants: [
      ['[]', '["Stryker was here"]'],
      ["'none'", '""'],
    ],
    why: 'A root by the name of no authority vouches for nobody.',
  },
];
