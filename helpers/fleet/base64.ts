/** Text as the `data` of a Kubernetes Secret has it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The text in an entry of a Secret's `data`; empty when there is none. */
export function fromBase64(value: unknown): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : '';
}
