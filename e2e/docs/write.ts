import { writeFileSync } from 'node:fs';
import { families } from '../../scenarios/index.ts';
import { notBuilt } from '../../scenarios/notBuilt.ts';
import { cataloguePage } from './catalogue.ts';

/** Where the generated pages lie. */
export const CATALOGUE_FILE = new URL('../../docs/catalogue.md', import.meta.url);

if (import.meta.main) writeFileSync(CATALOGUE_FILE, cataloguePage(families, notBuilt));
