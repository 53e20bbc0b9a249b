import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { demoResults } from './demo.fixture.ts';
import { junit } from './junit.ts';
import { completeResults, exampleResults, standInResults } from './results.fixture.ts';

const schema = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');

/** What xmllint says against a text as JUnit; empty when it is valid. */
async function complaints(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}

it.each([
  ['with every verdict', exampleResults()],
  ['of the stand-in', standInResults()],
  ['that was interrupted', completeResults()],
  ['with long witnesses', demoResults()],
])('a run %s is valid by junit.xsd', async (_, results) => {
  expect(await complaints(junit(results))).toEqual([]);
});

it('stays valid whatever a reason and a witness hold', async () => {
  const results = exampleResults();
  Object.assign(results.verdicts[1] ?? {}, {
    reason: ']]> "<&\'\u0000\u001b[31m\ud800\ufffe\n',
    witnesses: [{ source: 'edge', saw: ']]></system-out><testcase/>' }],
  });
  expect(await complaints(junit(results))).toEqual([]);
});

it.each([
  ['a case without its time', / time="2\.500"/, ''],
  ['an outcome that CI systems do not know', /<error /, '<broken '],
  ['two cases of one name in a suite', /name="op\/index-public"/, 'name="reg/strict-public-up-other-ca"'],
  ['a count that is no number', /failures="1"/, 'failures="one"'],
])('junit.xsd refuses %s', async (_, part, instead) => {
  const xml = junit(exampleResults());
  const broken = xml.replace(part, instead);
  expect(broken).not.toBe(xml);
  expect(await complaints(broken)).not.toEqual([]);
});
