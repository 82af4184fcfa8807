/** The version in the `desc` file of a package that pacman installed, without epoch and release; absent for another one. */
export function versionInAlpmDescription(text: string, name: string): string | undefined {
  const lines = text.split('\n');
  const field = (key: string) => lines[lines.indexOf(`%${key}%`) + 1];
  if (!lines.includes('%VERSION%') || field('NAME') !== name) return undefined;
  return field('VERSION')
    ?.replace(/^[0-9]+:/, '')
    .replace(/-[^-]*$/, '');
}
