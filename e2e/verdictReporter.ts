import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Progress, Span } from '../helpers/process/progress.ts';
import type { VerdictFacts } from '../helpers/report/results.ts';
import type { Colourizer } from '../helpers/report/table.ts';
import { terminalColours } from '../helpers/report/terminalColours.ts';
import { oneLine } from '../helpers/report/text.ts';
import type { Verdict } from '../helpers/report/verdict.ts';
import { judgedLine } from './judgedLine.ts';

/** What the tests told. */
export interface Told {
  verdicts: VerdictFacts[];
  spans: Span[];
}

/** A vitest reporter that says each verdict as it falls and how the whole stands, and gathers what the report needs. */
export class VerdictReporter implements Reporter {
  readonly told: Told = { verdicts: [], spans: [] };
  readonly #progress: Progress;
  #planned = 0;
  readonly #colours: Colourizer;
  readonly #running = new Map<string, string>();
  readonly #ended = new Set<string>();

  /** @param colours those of the standard output by default. */
  constructor(progress: Progress, colours: Colourizer = terminalColours()) {
    this.#progress = progress;
    this.#colours = colours;
  }

  onTestModuleCollected(module: TestModule): void {
    this.#planned += [...module.children.allTests()].length;
  }

  onTestRunEnd(): void {
    this.#progress.status(undefined);
  }

  onTestCaseReady(test: TestCase): void {
    this.#running.set(test.id, `${test.name} (${pairOf(test)})`);
    this.#sayHowItStands();
  }

  onTestCaseResult(test: TestCase): void {
    this.#running.delete(test.id);
    // A run that is cancelled reports all of its tests again, and those that it never came to.
    if (this.#ended.has(test.id) || test.result().state === 'skipped') return;
    this.#ended.add(test.id);
    const { verdict = withoutVerdict(test), spans = [] } = test.meta();
    this.told.verdicts.push(verdict);
    this.told.spans.push(...spans);
    const word = this.#colours.verdict(verdict.verdict, verdict.verdict.padEnd(14));
    this.#progress.say(`${word} ${verdict.scenario} with ${verdict.pair} (${verdict.seconds} s)`);
    // What stops a release, or says nothing of it, is told at once with its reason.
    if (TOLD_AT_ONCE.includes(verdict.verdict)) this.#progress.say(`  ${oneLine(verdict.reason)}`);
    this.#sayHowItStands();
  }

  #sayHowItStands(): void {
    const { verdicts } = this.told;
    const running = [...this.#running.values()];
    this.#progress.status(judgedLine({ planned: this.#planned, verdicts, running }, this.#colours));
  }
}

const TOLD_AT_ONCE: readonly Verdict[] = ['regression', 'no-verdict', 'fixed'];

/** A test that ended before it was judged says nothing of Fleet: its world did not come up, or it was cancelled. */
function withoutVerdict(test: TestCase): VerdictFacts {
  const [error] = test.result().errors ?? [];
  const diagnostic = test.diagnostic();
  return {
    scenario: test.name,
    pair: pairOf(test),
    verdict: 'no-verdict',
    reason: error?.message ?? 'it was not played',
    witnesses: [],
    ...(diagnostic && { startedAt: new Date(diagnostic.startTime).toISOString() }),
    seconds: Math.round((diagnostic?.duration ?? 0) / 100) / 10,
  };
}

/** The suites are the pair and, within it, the mode. */
function pairOf(test: TestCase): string {
  const mode = test.parent;
  const pair = mode.type === 'suite' ? mode.parent : undefined;
  return pair?.type === 'suite' ? pair.name : '';
}
