import { codeSpan, escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';
import type { Mutant } from '../../scenarios/mutants.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import type { MutantFacts } from '../judge/kills.ts';
import type { ProofResults } from '../prove/results.ts';

/** The page `docs/mutants.md`: what this harness is known to catch, by the committed kill table. */
export function mutantsPage(
  mutants: readonly Mutant[],
  scenarios: readonly Scenario[],
  proof: ProofResults | undefined,
): string {
  return [
    '# What this harness is known to catch',
    '<!-- Written by `npm run docs` from scenarios/mutants.ts and docs/prove.json. A test holds it to them. -->',
    'A harness is only as good as what it would catch. The stand-in of this repository can be given defects that a change to ' +
      'Fleet could bring, one at a time; `npm run fleet-tls -- prove` tries each and looks whether the scenarios that have to ' +
      'catch it do, for its own reason, while the unmutated stand-in stays green. **The stand-in is not Fleet**: this page ' +
      'says what the harness would say of such a Fleet, and nothing of Fleet.',
    provedLine(mutants, proof),
    markdownTable(
      ['mutant', 'what it does wrong', 'caught by', 'outcome'],
      mutants.map(mutant => [
        codeSpan(mutant.name),
        escapeMarkdown(mutant.breaks),
        mutant.killers.map(({ scenario }) => killerCell(scenario, scenarios)).join('<br>'),
        factsOf(mutant, proof)?.outcome ?? 'not proved yet',
      ]),
    ),
    '## The reasons',
    'What the scenarios said, in the words of the run:',
    ...mutants.map(mutant => reasonsOf(mutant, factsOf(mutant, proof))),
    '',
  ].join('\n\n');
}

function provedLine(mutants: readonly Mutant[], proof: ProofResults | undefined): string {
  if (proof === undefined) return 'No kill table is committed yet.';
  const killed = mutants.filter(mutant => factsOf(mutant, proof)?.outcome === 'killed').length;
  const { judged, wrong } = proof.unmutated;
  return `Run ${proof.run.id}, ${proof.run.startedAt.slice(0, 10)}: ${killed} of ${mutants.length} mutants killed; without a mutant ${judged} scenarios, ${wrong.length} of them wrong.`;
}

function factsOf({ name }: Mutant, proof: ProofResults | undefined): MutantFacts | undefined {
  return proof?.mutants.find(facts => facts.name === name);
}

/** A mutant that only the full tier catches passes the gate of a pull request: so the tier is said. */
function killerCell(id: string, scenarios: readonly Scenario[]): string {
  const tier = scenarios.find(scenario => scenario.id === id)?.tier ?? 'not there';
  return `${codeSpan(id)} (${tier})`;
}

function reasonsOf({ name, killers }: Mutant, facts: MutantFacts | undefined): string {
  const lines = killers.map(({ scenario, reason }) => {
    const seen = facts?.killers.find(killer => killer.scenario === scenario);
    const told =
      seen === undefined
        ? `has to match ${codeSpan(reason.source)}`
        : `${seen.how}: ${codeSpan(seen.reason)}`;
    return `- ${codeSpan(scenario)} ${told}`;
  });
  return `### ${name}\n\n${lines.join('\n')}`;
}
