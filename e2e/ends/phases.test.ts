import { expect, test } from 'vitest';
import { phases, SCENARIOS, signOf } from './phases.ts';

// The lines of a run, as a log has them.
const OUTPUT = `[0:00] supply: source, because docker.io does not answer
[0:01] building image fleet-tls-e2e/edge:1901f3190b4f (about 0:25) ...
[0:16] building image fleet-tls-e2e/edge:1901f3190b4f: 0:15, about 0:10 left: Unpacking nginx ...
[0:26] building image fleet-tls-e2e/edge:1901f3190b4f: done in 0:25
[0:27] creating cluster ftls-1125-2012-225e-downstream-d1 (about 1:00) ...
[0:27] creating cluster ftls-1125-2012-225e-upstream-u1 (about 1:00) ...
[0:42] creating cluster ftls-1125-2012-225e-upstream-u1: 0:15, about 0:45 left: • Starting control-plane 🕹️  ...
[0:44] creating cluster ftls-1125-2012-225e-upstream-u1: done in 0:17
[0:45] loading fleet-tls-e2e/trusting-standin:5ddd40cbe945 onto 1 node(s) (about 0:10) ...
[0:53] loading fleet-tls-e2e/trusting-standin:5ddd40cbe945 onto 1 node(s): done in 0:08
[0:56] standin:0.16/standin:0.16: installing Fleet, strict (about 0:30) ...
[0:59] standin:0.16/standin:0.16: installing Fleet, strict: done in 0:03
[1:12] 0 of 3 judged; running: op/index-public (standin:0.16/standin:0.16)
[1:13] holds          op/index-public with standin:0.16/standin:0.16 (9.6 s)
[1:14] no-verdict     reg/strict-right-ca with standin:0.16/standin:0.16 (9.9 s)
[1:20] known-defect   op/skip-not-shared with standin:0.16/standin:0.16 (21 s)`.split('\n');

test('the phases of a run are seen in its output, in their order', () => {
  const at = phases.map(phase => OUTPUT.findIndex(signOf(phase)));
  expect(at).toEqual([1, 4, 8, 10, 11, 13, 15]);
  expect(SCENARIOS).toHaveLength(3);
});

test('a phase is begun once', () => {
  for (const phase of phases) expect(OUTPUT.filter(signOf(phase))).toHaveLength(1);
});
