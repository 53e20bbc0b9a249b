import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { completeResults, exampleResults } from './results.fixture.ts';
import { VERDICT_ORDER } from './verdict.ts';

const schema = JSON.parse(readFileSync(new URL('./verdicts.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true, strictRequired: false }).compile(schema);

/** Every object within plain data, with the path to it. */
function objectsIn(value: unknown, path = 'results'): { path: string; object: Record<string, unknown> }[] {
  if (typeof value !== 'object' || value === null) return [];
  const children = Object.entries(value).flatMap(([key, child]) => objectsIn(child, `${path}.${key}`));
  return Array.isArray(value) ? children : [{ path, object: value as Record<string, unknown> }, ...children];
}

/** What may be missing, by the types of results.ts. */
const OPTIONAL = [
  /\.(controller|agent)\.remark$/,
  /^results\.notice$/,
  /^results\.run\.(interrupted|parts|world|cost|retries)$/,
  /^results\.run\.parts\.\d+\.(world|cost|retries)$/,
  /\.cost\.parts\.\d+\.peakMiB$/,
  /\.scenarios\.\d+\.world$/,
  /\.connections\.\d+\.(skipsVerification|flaw)$/,
  /\.verdicts\.\d+\.(record|observations|startedAt|evidence|run)$/,
  /\.record\.(controller|agent|intermittent)$/,
  /\.spans\.\d+\.run$/,
];

describe('verdicts.schema.json', () => {
  it('accepts results without the parts that may be missing', () => {
    expect(validate(exampleResults()), JSON.stringify(validate.errors)).toBe(true);
  });

  it('accepts results with every part that the types know', () => {
    expect(validate(completeResults()), JSON.stringify(validate.errors)).toBe(true);
  });

  it('accepts every verdict that the types know, and no other', () => {
    for (const verdict of [...VERDICT_ORDER, 'passed']) {
      const results = exampleResults();
      Object.assign(results.verdicts[0] ?? {}, { verdict });
      expect(validate(results)).toBe(verdict !== 'passed');
    }
  });

  it('refuses an unknown field, wherever it stands', () => {
    for (const { path } of objectsIn(completeResults())) {
      const results = completeResults();
      const found = objectsIn(results).find(item => item.path === path);
      Object.assign(found?.object ?? {}, { surprise: 1 });
      expect(validate(results), path).toBe(false);
    }
  });

  it('wants every field that the types want', () => {
    for (const { path, object } of objectsIn(completeResults())) {
      for (const key of Object.keys(object).filter(
        key => !OPTIONAL.some(optional => optional.test(`${path}.${key}`)),
      )) {
        const results = completeResults();
        delete objectsIn(results).find(item => item.path === path)?.object[key];
        expect(validate(results), `${path}.${key}`).toBe(false);
      }
    }
  });

  it('refuses a stand-in run that does not say so first', () => {
    const { notice: _, ...results } = completeResults();
    expect(validate(results)).toBe(false);
  });

  it('refuses another schema version', () => {
    expect(validate({ ...exampleResults(), schema: 2 })).toBe(false);
  });
});
