/** Words that every POSIX shell takes for themselves. */
const plain = /^[\w@%+=:,./-]+$/;

/** A word in single quotes for a POSIX shell, between which nothing is special but the quote that ends them. */
export function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command line as text for a POSIX shell, with quotes where they are needed: pasted there, it gives these arguments. */
export function shellText(argv: readonly string[]): string {
  return argv.map((word) => (plain.test(word) ? word : shellQuoted(word))).join(' ');
}
