/** Words that every POSIX shell takes for themselves. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The command line as text for a POSIX shell: pasted there, it gives these arguments. */
export function shellText(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ');
}

function shellWord(word: string): string {
  if (plain.test(word)) return word;
  // Nothing is special between single quotes but the quote that ends them.
  return `'${word.replaceAll("'", "'\\''")}'`;
}
