/** The text's beginning and an ellipsis, where it is longer than `most` characters. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.codePointAt(most - 2) ?? 0;
  return `${text.slice(0, end > 0xffff ? most - 2 : most - 1)}…`;
}
