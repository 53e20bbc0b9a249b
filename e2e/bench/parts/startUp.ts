import { figure } from '../figures.ts';
import { callHarness } from '../harness.ts';
import type { BenchPart } from '../part.ts';
import { inRounds } from '../rounds.ts';

const CALLS = ['--help', 'list', 'explain op/index-public', 'doctor'];

/** What only answers is to answer at once; the doctor asks other programs, and takes the time that they take. */
const BUDGET_SECONDS = 0.3;

/** How long the command takes to answer. */
export const startUp: BenchPart = {
  name: 'start-up',
  what: 'how long the command takes to answer',
  docker: false,
  measure: async ({ run: { signal }, rounds }) => {
    // The first call of all fills the caches of the system.
    for (const call of CALLS) await answer(call, signal);
    const samples = await inRounds(
      rounds,
      Object.fromEntries(CALLS.map(call => [call, () => answer(call, signal)])),
    );
    return {
      figures: CALLS.flatMap(call =>
        figure(`fleet-tls ${call}`, 's', samples[call], call === 'doctor' ? undefined : BUDGET_SECONDS),
      ),
      remarks: [],
    };
  },
};

/** The doctor ends with 3 where something is missing, which is an answer too. */
async function answer(call: string, signal: AbortSignal): Promise<number> {
  return (await callHarness(call.split(' '), { accept: [3], signal })).seconds;
}
