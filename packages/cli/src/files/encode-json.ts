/** A JSON document: two spaces of indentation and a final line feed. Events and batch results are single lines instead. */
export function encodeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
