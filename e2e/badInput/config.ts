import type { BadCall, BadCalls } from './call.ts';

const KNOWN =
  'Known are: tier, pairs, pair, supply, fleet, charts, staleRecords, results, keepDocker, keep, fresh, repeat, quiet, verbose';

function withConfig(what: string, text: string, line: string): BadCall {
  return { what, args: ['run'], files: { 'fleet-tls.config.ts': text }, line };
}

export const config: BadCalls = {
  title: 'The file `fleet-tls.config.ts`',
  calls: [
    withConfig(
      'a key with letters swapped',
      "export default { teir: 'full' };",
      `fleet-tls.config.ts has a key "teir", which there is not. Did you mean tier? ${KNOWN}`,
    ),
    withConfig(
      'a tier that there is not',
      "export default { tier: 'every' };",
      'fleet-tls.config.ts has tier: "every". It is one of core, full, soak',
    ),
    withConfig(
      'a text where a list belongs',
      "export default { charts: '../a' };",
      'fleet-tls.config.ts has charts: "../a". It is a list of texts',
    ),
    withConfig(
      'a text where a number belongs',
      "export default { repeat: '20' };",
      'fleet-tls.config.ts has repeat: "20". It is a whole number from 1 to 1000',
    ),
    withConfig(
      'a number that JSON does not know',
      'export default { keep: 1n };',
      'fleet-tls.config.ts has keep: 1n. It is true or false',
    ),
    withConfig(
      'options that contradict each other',
      'export default { quiet: true, verbose: true };',
      'fleet-tls.config.ts has both quiet and verbose. Leave one of them out',
    ),
    withConfig(
      'no object',
      "export const tier = 'full';",
      "fleet-tls.config.ts exports no object by default. Let it say: export default { tier: 'full' } satisfies Config",
    ),
    withConfig(
      'an import that leads nowhere',
      "import './missing.ts';\nexport default {};",
      "fleet-tls.config.ts cannot be loaded: Cannot find module '<folder>/missing.ts' imported from <folder>/fleet-tls.config.ts. Mend it, or take it away",
    ),
    withConfig(
      'a file that throws, with a colour',
      "throw new Error('\\u001b[31mno\\nmore');",
      'fleet-tls.config.ts cannot be loaded: \\u{1b}[31mno. Mend it, or take it away',
    ),
    withConfig(
      'a name for the results that no folder can have',
      "export default { results: 'a\\0b', pair: ['standin:0.16/standin:0.16'] };",
      "the run's folders cannot be made: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received '<folder>/a\\x00b'. Choose writable ones with --results and FLEET_TLS_CACHE",
    ),
  ],
};
