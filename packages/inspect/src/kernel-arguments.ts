/**
 * The words of a kernel command line as bootc splits it (linux-kernel-cmdline): at ASCII blanks outside double quotes.
 * Quotes are kept, there are no escapes, and a quote that is not closed takes all that follows.
 */
export function splitCommandLine(line: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (character === '"') quoted = !quoted;
    if (!quoted && blanks.includes(character)) {
      if (start >= 0) words.push(line.slice(start, index));
      start = -1;
    } else if (start < 0) {
      start = index;
    }
  }
  if (start >= 0) words.push(line.slice(start));
  return words;
}

/** Rust's `is_ascii_whitespace`, which leaves out the vertical tab. */
const blanks = ' \t\n\r\f';

/**
 * A command line with the words of another one added, but for those that it has already; two words are the same where
 * their keys are, with `-` and `_` alike, and their values exactly. The text decides: after a quote that is not closed
 * everything added joins the last word.
 */
export function addToCommandLine(line: string, addition: string): string {
  const added: string[] = [];
  let text = line;
  let known: Set<string> | undefined;
  for (const word of splitCommandLine(addition)) {
    known ??= new Set(splitCommandLine(text).map(meaningOf));
    if (known.has(meaningOf(word))) continue;
    added.push(word);
    text = text === '' ? word : `${text} ${word}`;
    if (isOpen(text)) known = new Set(splitCommandLine(text).map(meaningOf));
    else known.add(meaningOf(word));
  }
  return text;
}

function isOpen(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1;
}

/** Equal for two words that bootc holds to be the same parameter with the same value. */
function meaningOf(word: string): string {
  const bare = word.replace(/^"/, '').replace(/"$/, '');
  const equals = bare.indexOf('=');
  if (equals < 0) return bare.replaceAll('-', '_');
  return `${bare.slice(0, equals).replaceAll('-', '_')}=${bare.slice(equals + 1).replace(/^"/, '')}`;
}
