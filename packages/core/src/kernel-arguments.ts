/**
 * The words of a kernel command line as bootc splits it (linux-kernel-cmdline): at ASCII blanks outside double quotes.
 * Quotes are kept, there are no escapes, and a quote that is not closed takes all that follows.
 */
export function splitCommandLine(line: string): readonly string[] {
  const splitter = new Splitter();
  splitter.feed(line);
  return splitter.words();
}

/**
 * One command line of several, as words: each addition is split, and a word is appended unless it is there already.
 * Two words are the same where their keys are, with `-` and `_` alike, and their values exactly.
 *
 * As in bootc the text decides: after a quote that is not closed everything appended joins the final word, and words are
 * compared with what the text so far splits into.
 */
export function joinCommandLines(additions: readonly string[]): readonly string[] {
  const line = new Splitter();
  for (const addition of additions) {
    for (const word of splitCommandLine(addition)) {
      if (!line.has(word)) line.append(word);
    }
  }
  return line.words();
}

/** Whether bootc takes two words for the same parameter with the same value. */
export function isSameArgument(left: string, right: string): boolean {
  return meaningOf(left) === meaningOf(right);
}

/** Splits a text that grows, at a cost that grows with it. */
class Splitter {
  private readonly complete: string[] = [];
  private readonly meanings = new Set<string>();
  private last = '';
  private quoted = false;
  private endsInBlank = true;

  feed(text: string): void {
    // A word is cut out whole: a text of many megabytes must not become as many strings of one letter.
    let begin = 0;
    for (let index = 0; index < text.length; index++) {
      const character = text.charAt(index);
      this.endsInBlank = blanks.includes(character);
      if (character === '"') this.quoted = !this.quoted;
      if (this.quoted || !this.endsInBlank) continue;
      this.last += text.slice(begin, index);
      begin = index + 1;
      this.finishWord();
    }
    this.last += text.slice(begin);
  }

  /** Adds a word as bootc does: after one blank, unless the text ends in one already. */
  append(word: string): void {
    if (!this.endsInBlank) this.feed(' ');
    this.feed(word);
  }

  words(): readonly string[] {
    return this.last === '' ? this.complete : [...this.complete, this.last];
  }

  has(word: string): boolean {
    const meaning = meaningOf(word);
    if (this.meanings.has(meaning)) return true;
    // A meaning is up to three quotes shorter than its word; a final word that grows is not looked through each time.
    return this.last !== '' && Math.abs(this.last.length - word.length) <= 3 && meaningOf(this.last) === meaning;
  }

  private finishWord(): void {
    if (this.last === '') return;
    this.complete.push(this.last);
    this.meanings.add(meaningOf(this.last));
    this.last = '';
  }
}

/** Rust's `is_ascii_whitespace`, which leaves out the vertical tab. */
const blanks = ' \t\n\r\f';

function meaningOf(word: string): string {
  const bare = word.replace(/^"/, '').replace(/"$/, '');
  const equals = bare.indexOf('=');
  if (equals < 0) return bare.replaceAll('-', '_');
  return `${bare.slice(0, equals).replaceAll('-', '_')}=${bare.slice(equals + 1).replace(/^"/, '')}`;
}
