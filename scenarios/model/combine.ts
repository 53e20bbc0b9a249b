import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { combinationsNow } from './combinationsNow.ts';

// Kept as data: PICT takes 40 MiB and a part of the command's start, and what a scenario is called must not hang on its version.
const FILE = fileURLToPath(new URL('combinations.json', import.meta.url));
writeFileSync(FILE, `${JSON.stringify(combinationsNow(), null, 2)}\n`);
