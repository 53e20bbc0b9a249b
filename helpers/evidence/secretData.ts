/** What stands in the place of a secret. */
export const MARK = '[redacted]';

/** Types by which a Secret is known where its kind is missing, as in the items of a list. */
const SECRET_TYPE = String.raw`Opaque|(?:bootstrap\.)?kubernetes\.io\/[\w.\/-]+|helm\.sh\/release\.v1|fleet\.cattle\.io\/[\w.\/-]+`;
const JSON_SECRET = new RegExp(String.raw`"kind"\s*:\s*"Secret(?:List)?"|"type"\s*:\s*"(?:${SECRET_TYPE})"`);
const YAML_SECRET = new RegExp(
  String.raw`^[ \t]*(?:- )?(?:kind:[ \t]*["']?Secret(?:List)?["']?|type:[ \t]*["']?(?:${SECRET_TYPE})["']?)[ \t\r]*$`,
  'm',
);
const JSON_STRING = String.raw`"(?:\\.|[^"\\])*"`;
const JSON_DATA = new RegExp(
  String.raw`("(?:data|stringData)"\s*:\s*)\{\s*(?:${JSON_STRING}\s*:\s*(?:${JSON_STRING}|null)\s*(?:,\s*)?)*\}`,
  'g',
);
const JSON_VALUE = new RegExp(String.raw`(${JSON_STRING}\s*:\s*)${JSON_STRING}`, 'g');

/**
 * Takes the values out of the Kubernetes Secrets in a text of JSON or YAML; their keys stay. Where one text (for YAML:
 * one document) holds a Secret, the data of every object in it goes: better a lost ConfigMap than a shown password.
 */
export function redactSecretData(text: string): string {
  const withoutJson = JSON_SECRET.test(text)
    ? text.replace(
        JSON_DATA,
        (whole, head: string) => head + whole.slice(head.length).replace(JSON_VALUE, `$1"${MARK}"`),
      )
    : text;
  return withoutJson
    .split(/^(?=---)/m)
    .map(document => (YAML_SECRET.test(document) ? redactYamlDocument(document) : document))
    .join('');
}

/** The line of a Secret's data, and the key of one of its entries. */
const YAML_DATA = /^([ \t]*(?:- )?)(?:data|stringData):/;
const YAML_KEY = /^\s*(?:"[^"]*"|'[^']*'|[^:\s]+):/;

function redactYamlDocument(document: string): string {
  const kept: string[] = [];
  let dataColumn: number | undefined;
  let keyColumn: number | undefined;
  for (const line of document.split('\n')) {
    const column = line.search(/\S/);
    if (dataColumn !== undefined && column > dataColumn) {
      keyColumn ??= column;
      if (column === keyColumn) kept.push(`${YAML_KEY.exec(line)?.[0] ?? ' '.repeat(column - 1)} ${MARK}`);
      continue;
    }
    if (column === -1) {
      kept.push(line);
      continue;
    }
    const data = YAML_DATA.exec(line);
    dataColumn = data?.[1]?.length;
    keyColumn = undefined;
    kept.push(data !== null && line.slice(data[0].length).trim() !== '' ? `${data[0]} ${MARK}` : line);
  }
  return kept.join('\n');
}
