/** The text with U+FFFD for each unpaired surrogate: UTF-8 cannot encode those. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}
