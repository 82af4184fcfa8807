/** A piece of a line, and what it is. */
export interface Token {
  readonly text: string;
  readonly kind: 'plain' | 'comment' | 'text' | 'key' | 'number' | 'heading';
}

export type Language = 'toml' | 'json' | 'yaml';

/** Of each language, what is looked for, the first that fits wins. Each pattern reads a line once. */
const patterns: Readonly<Record<Language, RegExp>> = {
  toml: /(?<heading>^\s*\[{1,2}[^\]]*\]{1,2})|(?<comment>#.*)|(?<key>[\w-]+(?=\s*=))|(?<text>"(?:[^"\\]|\\.)*"?|'[^']*'?)|(?<number>\b(?:true|false|\d[\d_.:T-]*)\b)/g,
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\]|\\.)*"?)|(?<number>\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*)/g,
  yaml: /(?<comment>(?:^|\s)#.*)|(?<key>[\w-]+(?=:(?:\s|$)))|(?<text>"(?:[^"\\]|\\.)*"?|'[^']*'?)|(?<number>\b(?:true|false|null|\d+(?=\s|$))\b)/g,
};

/** A line of more characters is left plain. */
const longestLine = 2000;

/** The pieces of a line, which together are the line. */
export function tokensOf(line: string, language: Language): readonly Token[] {
  if (line.length > longestLine) return [{ text: line, kind: 'plain' }];
  const found: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(patterns[language])) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    if (match.index > end) found.push({ text: line.slice(end, match.index), kind: 'plain' });
    found.push({ text: match[0], kind: isKind(kind) ? kind : 'plain' });
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push({ text: line.slice(end), kind: 'plain' });
  return found;
}

const isKind = (name: string | undefined): name is Token['kind'] =>
  name === 'comment' || name === 'text' || name === 'key' || name === 'number' || name === 'heading';
