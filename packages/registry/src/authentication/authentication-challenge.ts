/** One way in which a server accepts a login. */
export interface AuthenticationChallenge {
  /** In lower case: `basic`, `bearer`, … */
  readonly scheme: string;
  /** Names in lower case; the first of two equal names counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const token = /[\w!#$%&'*+.^`|~-]+/y;
const token68 = /[\w.~+/-]+=*(?=\s*(?:,|$))/y;
const quoted = /"((?:[^"\\]|\\[\s\S])*)"/y;
const separators = /[\s,]*/y;
const spaces = /[ \t]*/y;
const equals = /[ \t]*=[ \t]*/y;
/** Longer headers are cut: no server needs them. */
const longestHeader = 16 * 1024;

/**
 * The challenges of a `WWW-Authenticate` header, in order (RFC 9110, sections 11.3 to 11.6.1). What follows a syntax
 * error is left out.
 */
export function parseChallenges(header: string): readonly AuthenticationChallenge[] {
  const text = header.slice(0, longestHeader);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let position = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found === null) return undefined;
    position = pattern.lastIndex;
    return found[1] ?? found[0];
  };
  take(separators);
  while (position < text.length) {
    const word = take(token);
    if (word === undefined) break;
    const current = challenges.at(-1);
    if (take(equals) !== undefined) {
      const value = takeValue();
      if (current === undefined || value === undefined) break;
      const name = word.toLowerCase();
      if (!current.parameters.has(name)) current.parameters.set(name, value);
    } else {
      challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
      take(spaces);
      skipToken68();
    }
    take(separators);
  }
  return challenges;

  function takeValue(): string | undefined {
    return text[position] === '"' ? take(quoted)?.replaceAll(/\\([\s\S])/g, '$1') : take(token);
  }

  /** `Negotiate YII=`: one value without a name. A scheme right before the next comma has none. */
  function skipToken68(): void {
    if (text[position] !== ',') take(token68);
  }
}
