import { expect, it } from 'vitest';
import { reproduceCommand } from './reproduce.ts';

it('names the scenario and the pair', () => {
  expect(reproduceCommand({ scenario: 'op/index-public', pair: '0.16.1/0.12.4' })).toBe(
    'npm run fleet-tls -- run op/index-public --pair 0.16.1/0.12.4',
  );
});

it('quotes what a shell would take for more than a word', () => {
  expect(reproduceCommand({ scenario: '--keep', pair: "a'; rm -rf $HOME" })).toBe(
    String.raw`npm run fleet-tls -- run '--keep' --pair 'a'\''; rm -rf $HOME'`,
  );
});
