/**
 * A pattern of osbuild's schemas, which Python matches: its classes are those of Unicode (`\w` has `é`), its characters
 * whole code points, and `$` is also before a line feed at the end. The text of the pattern stays as it is.
 */
export function pythonRegex(pattern: RegExp): RegExp {
  return new PythonRegex(pattern.source);
}

/** Texts that both languages treat alike. */
const plain = /^[ -~]*$/;

class PythonRegex extends RegExp {
  #translated?: RegExp;

  override test(text: string): boolean {
    if (plain.test(text)) return super.test(text);
    this.#translated ??= new RegExp(translated(this.source), 'u');
    return this.#translated.test(text);
  }
}

/** What stands for a class of Python within brackets. */
const classes: Readonly<Record<string, string>> = {
  w: String.raw`\p{L}\p{N}_`,
  d: String.raw`\p{Nd}`,
  s: String.raw`\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`,
};

const boundary = `(?:(?<=[${classes.w}])(?![${classes.w}])|(?<![${classes.w}])(?=[${classes.w}]))`;

/** The same pattern for JavaScript with the flag `u`. */
function translated(source: string): string {
  let isInBrackets = false;
  return source.replace(/\\(.)|[[\].$]/gs, (token, escaped?: string) => {
    if (token === '[' || token === ']') {
      // A bracket within brackets is itself.
      if (token === '[' && isInBrackets) return '\\[';
      isInBrackets = token === '[';
      return token;
    }
    if (escaped === undefined) {
      if (isInBrackets) return token;
      return token === '.' ? '[^\\n]' : '(?=\\n?$)';
    }
    const found = classes[escaped];
    if (found !== undefined) return isInBrackets ? found : `[${found}]`;
    if (escaped === 'b' && !isInBrackets) return boundary;
    // The flag allows a backslash only where it is needed.
    return /[\w^$\\.*+?()[\]{}|/]/.test(escaped) || (isInBrackets && escaped === '-') ? token : escaped;
  });
}
