import { redact } from '../../helpers/evidence/redact.ts';

/**
 * What to warn of where a command was given a secret by its arguments, which every user of the machine can read while it
 * runs (`ps`); undefined where it was not. It is the harness's own fault, wherever it happens.
 */
export function warningOfSecret(command: string): string | undefined {
  const shown = redact(command);
  // A certificate is shown as a summary, and is no secret.
  return shown.includes('[redacted') ? `a secret stood on a command line: ${shown}` : undefined;
}
