import MarkdownIt from 'markdown-it';
import { escapeHtml } from './escape.ts';
import { headingIds } from './heading-ids.ts';
import { highlight } from './highlight.ts';
import { renderLayers } from './render-layers.ts';

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

export interface Rendered {
  /** Text of the first heading of level 1. */
  readonly title: string;
  readonly html: string;
  /** All headings but the first, in order. */
  readonly headings: readonly Heading[];
  /** What a reader sees, without code and marks. */
  readonly text: string;
}

/**
 * Markdown as HTML. HTML in it is text: only comments of a line of their own, which say who writes a part of the page,
 * are left out. `resolveLink` says where a link of the document leads on the site.
 */
export function renderMarkdown(markdown: string, resolveLink: (href: string) => string): Rendered {
  const parser = new MarkdownIt({ html: false, linkify: false });
  const headings: Heading[] = [];
  const words: string[] = [];
  const idOf = headingIds();

  parser.renderer.rules.heading_open = (tokens, index) => {
    const inline = tokens[index + 1];
    const text = plainText(inline?.children ?? []);
    const level = Number(tokens[index]?.tag.slice(1));
    const id = idOf(text);
    headings.push({ level, id, text });
    return `<h${level} id="${escapeHtml(id)}">`;
  };
  parser.renderer.rules.heading_close = (tokens, index) => {
    const { id, text, level } = headings.at(-1) ?? { id: '', text: '', level: 1 };
    const anchor =
      level === 1 ? '' : ` <a class="anchor" href="#${escapeHtml(id)}" aria-label="Link to ${escapeHtml(text)}">#</a>`;
    return `${anchor}</${tokens[index]?.tag}>\n`;
  };
  parser.renderer.rules.fence = (tokens, index) => {
    const { info = '', content = '' } = tokens[index] ?? {};
    return renderCode(content, info);
  };
  // A table scrolls in itself, and never the page. What scrolls is reached by keys.
  parser.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n';
  parser.renderer.rules.table_close = () => '</table></div>\n';
  // The policy of the pages allows no styles in attributes.
  for (const cell of ['th_open', 'td_open']) {
    parser.renderer.rules[cell] = (tokens, index) => {
      const { tag = '', attrs = [] } = tokens[index] ?? {};
      const aligned = /center|right/.exec(attrs?.[0]?.[1] ?? '')?.[0];
      return aligned === undefined ? `<${tag}>` : `<${tag} class="${aligned}">`;
    };
  }
  parser.renderer.rules.link_open = (tokens, index, options, _, self) => {
    const token = tokens[index];
    token?.attrSet('href', resolveLink(token.attrGet('href') ?? ''));
    return self.renderToken(tokens, index, options);
  };

  const tokens = parser.parse(withoutComments(markdown), {});
  for (const token of tokens) if (token.type === 'inline') words.push(plainText(token.children ?? []));
  const html = parser.renderer.render(tokens, parser.options, {});
  const [first, ...rest] = headings;
  return { title: first?.text ?? '', html, headings: rest, text: words.join(' ') };
}

/** A block of code; `info` begins with its language. */
export function renderCode(code: string, info: string): string {
  const language = /^\w*/.exec(info)?.[0] ?? '';
  if (language === 'mermaid') return renderLayers(code);
  const file = /\bfile=(\S+)/.exec(info)?.[1];
  const caption = file === undefined ? '' : `<figcaption>${escapeHtml(file)}</figcaption>`;
  const body = `<pre tabindex="0"><code class="language-${language}">${highlight(code.replace(/\n$/, ''), language)}</code></pre>`;
  return `<figure class="code">${caption}${body}</figure>\n`;
}

const withoutComments = (markdown: string): string => markdown.replaceAll(/^<!--.*-->$/gm, '');

function plainText(tokens: readonly { type: string; content: string }[]): string {
  return tokens
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('')
    .trim();
}
