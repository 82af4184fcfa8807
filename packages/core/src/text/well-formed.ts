/** The text with U+FFFD for each unpaired surrogate (ES2024's `toWellFormed`): UTF-8 cannot encode those. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
