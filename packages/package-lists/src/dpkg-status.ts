import { linesOf } from '@bootwright/file-tree';

/** The upstream version of an installed package in a dpkg status file (deb-version(7)); absent where it is not installed. */
export function versionInDpkgStatus(text: string, name: string): string | undefined {
  const heading = `Package: ${name}\n`;
  const start = text.startsWith(heading) ? 0 : text.indexOf(`\n${heading}`) + 1;
  if (start === 0 && !text.startsWith(heading)) return undefined;
  const end = text.indexOf('\n\n', start);
  const stanza = text.slice(start, end < 0 ? undefined : end);
  const field = (key: string) => {
    for (const line of linesOf(stanza)) if (line.startsWith(`${key}: `)) return line.slice(key.length + 2);
    return undefined;
  };
  if (field('Status')?.endsWith(' installed') !== true) return undefined;
  return field('Version')
    ?.trim()
    .replace(/^[0-9]+:/, '')
    .replace(/-[^-]*$/, '');
}
