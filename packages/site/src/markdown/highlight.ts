import { escapeHtml } from './escape.ts';

/** A kind of token, which is also its class in the style sheet, with the pattern that finds it. */
type Rule = readonly [kind: 'comment' | 'string' | 'keyword' | 'number' | 'key' | 'prompt', pattern: string];

const number: Rule = ['number', String.raw`\b\d[\d_]*(?:\.\d+)?\b`];
const quoted: Rule = ['string', String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`];
const hash: Rule = ['comment', String.raw`(?<=^|\s)#[^\n]*`];

const typescript: readonly Rule[] = [
  ['comment', String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`],
  ['string', String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\x60(?:\\.|[^\x60\\])*\x60`],
  [
    'keyword',
    String.raw`\b(?:abstract|as|async|await|class|const|declare|else|export|extends|false|for|from|function|if|implements|import|in|interface|keyof|let|new|null|of|readonly|return|static|throw|true|type|typeof|undefined|using|void)\b`,
  ],
  number,
];

const languages: Readonly<Record<string, readonly Rule[]>> = {
  ts: typescript,
  js: typescript,
  json: [
    ['key', String.raw`"(?:\\.|[^"\\\n])*"(?=\s*:)`],
    quoted,
    ['keyword', String.raw`\b(?:true|false|null)\b`],
    number,
  ],
  toml: [
    hash,
    ['key', String.raw`^\s*\[[^\n]*\]\s*$|^\s*[\w.-]+(?=\s*=)`],
    quoted,
    ['keyword', String.raw`\b(?:true|false)\b`],
    number,
  ],
  yaml: [hash, ['key', String.raw`^[\s-]*[\w./-]+(?=:(?:\s|$))`], quoted, ['keyword', String.raw`\b(?:true|false)\b`]],
  sh: [hash, quoted],
  dockerfile: [hash, ['keyword', String.raw`^[A-Z]+\b`], quoted],
};

const patterns = new Map(
  Object.entries(languages).map(([language, rules]) => [
    language,
    new RegExp(rules.map(([, pattern], index) => `(?<r${index}>${pattern})`).join('|'), 'gm'),
  ]),
);

/** Code as HTML, its tokens in elements with a class; of a language that is not known, as text. */
export function highlight(code: string, language: string): string {
  if (language === 'console') return code.split('\n').map(highlightConsoleLine).join('\n');
  const pattern = patterns.get(language);
  if (pattern === undefined) return escapeHtml(code);
  let html = '';
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    html += escapeHtml(code.slice(end, match.index));
    html += span(kindOf(match, languages[language] ?? []), match[0]);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}

function kindOf({ groups = {} }: RegExpMatchArray, rules: readonly Rule[]): string {
  const index = rules.findIndex((_, at) => groups[`r${at}`] !== undefined);
  return rules[index]?.[0] ?? '';
}

/** What one types stands out from what is printed. */
function highlightConsoleLine(line: string): string {
  const typed = /^([$>] )(.*)$/.exec(line);
  if (typed === null) return escapeHtml(line);
  const [, prompt = '', command = ''] = typed;
  return `${span('prompt', prompt)}${span('typed', command)}`;
}

const span = (kind: string, text: string): string => `<span class="t-${kind}">${escapeHtml(text)}</span>`;
