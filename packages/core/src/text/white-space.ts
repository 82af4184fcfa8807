// White space as Unicode has it, and Go's strings and unicode packages with it. JavaScript's own `trim` and `\s` differ:
// U+0085 does not count there, and the byte order mark U+FEFF is.

/** The text without white space at its ends. */
export function trimmedWhiteSpace(text: string): string {
  return text.replace(/^\p{White_Space}+/u, '').replace(/(?<!\p{White_Space})\p{White_Space}+$/u, '');
}

/** The words between white space. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\p{White_Space}+/u).filter((word) => word !== '');
}
