import { HarnessError } from '../process/errors.ts';

/**
 * Holds what the environment names against the form of an address of the web.
 * @param variable what it stands in.
 * @throws HarnessError `config` for what is none.
 */
export function demandWebAddress(variable: string, address: string): void {
  // The URL parser would mend blanks and control characters without a word.
  const url = /^[\x21-\x7e]+$/.test(address) ? URL.parse(address) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return;
  throw new HarnessError('config', {
    message: `${variable} is no address of the web: ${JSON.stringify(address)}`,
    cure: 'Write it with https:// or http:// before it',
  });
}
