/** A document for machines: two spaces of indentation and a line feed at the end. Events and batch results are lines. */
export function encodeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
