import { contentHash } from './content-hash.ts';
import { escapeHtml } from './escape-html.ts';
import { reportStyle } from './report-style.ts';

export interface Page {
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** In addition to the style of reports. */
  readonly style?: string;
  readonly script?: string;
}

/** A page that needs nothing else: a content security policy allows its own style and script by hash, and nothing else. */
export function renderPage({ title, body, style = '', script }: Page): string {
  const styles = `${reportStyle}${style}`;
  const scripts = script === undefined ? '' : ` script-src ${contentHash(script)};`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${contentHash(styles)};${scripts} base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
${body}
${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`;
}
