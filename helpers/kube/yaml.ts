import { parse } from 'yaml';

/**
 * What a text says that should be YAML; undefined where it is none. The complaint is not kept: it repeats what the text
 * says, which may be secret.
 */
export function parsedYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch {
    return undefined;
  }
}
