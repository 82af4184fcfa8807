import { escapeHtml } from './escape.ts';

/** The drawing of packages as rows of names, the highest layer first: Mermaid would need a script in the page. */
export function renderLayers(mermaid: string): string {
  const layers = Array.from(mermaid.matchAll(/^ *subgraph [^\n]*\n([\s\S]*?)^ *end$/gm), ([, names = '']) =>
    names.trim().split(/\s+/),
  );
  const uses = Array.from(
    mermaid.matchAll(/^ *([\w-]+) --> ([\w-]+)$/gm),
    ([, from = '', to = '']) => [from, to] as const,
  );
  const box = (name: string): string => {
    const used = uses.filter(([from]) => from === name).map(([, to]) => to);
    const title = used.length === 0 ? '' : `<small>uses ${used.map(escapeHtml).join(', ')}</small>`;
    return `<li><b>${escapeHtml(name)}</b>${title}</li>`;
  };
  const rows = layers.map((names) => `<li><ul>${names.map(box).join('')}</ul></li>`);
  return `<ol class="layers">${rows.join('\n')}</ol>\n`;
}
