/** A path as systemd names units after it (`systemd-escape --path`), as far as slashes, dashes and backslashes go. */
export function unitName(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  if (inner === '') return '-';
  return inner.replaceAll('\\', '\\x5c').replaceAll('-', '\\x2d').replaceAll('/', '-');
}
