/** The upstream version of an installed package in a dpkg status file (deb-version(7)); absent where it is not installed. */
export function versionInDpkgStatus(text: string, name: string): string | undefined {
  const heading = `Package: ${name}\n`;
  const start = text.startsWith(heading) ? 0 : text.indexOf(`\n${heading}`) + 1;
  if (start === 0 && !text.startsWith(heading)) return undefined;
  const end = text.indexOf('\n\n', start);
  const fields = text.slice(start, end < 0 ? undefined : end).split('\n');
  const field = (key: string) => fields.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
  if (field('Status')?.endsWith(' installed') !== true) return undefined;
  return field('Version')
    ?.trim()
    .replace(/^[0-9]+:/, '')
    .replace(/-[^-]*$/, '');
}
