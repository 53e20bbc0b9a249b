import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from './redact.ts';

/**
 * Writes the evidence of a scenario, redacted, one file for each witness.
 * @param files name to content, or to what kept the content from being had: a failure to collect is evidence too.
 */
export function writeEvidence(folder: string, files: Readonly<Record<string, string | Error>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const text = content instanceof Error ? `could not be collected: ${content.message}\n` : content;
    writeFileSync(join(folder, name), redact(text));
  }
}
