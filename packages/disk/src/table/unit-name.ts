/**
 * The name of a mount, and of the device under it, in a manifest: the path with dashes for slashes, and `\` and `-`
 * themselves escaped. As osbuild/image-builder, and unlike systemd, it escapes no other character.
 */
export function mountName(path: string): string {
  if (path === '' || path === '/') return '-';
  return trimmed(path).replaceAll('\\', '\\x5c').replaceAll('-', '\\x2d').replaceAll('/', '-');
}

/** The name of the unit of a path, without its suffix, as systemd makes it (`systemd-escape --path`). */
export function unitName(path: string): string {
  const inner = trimmed(path);
  if (inner === '') return '-';
  return inner.replace(/^\.|[^\w:./]/gu, escapedBytes).replaceAll('/', '-');
}

/** What osbuild takes for the name of a unit, without the suffix. */
const unitCharacters = /^[\w:.\\-]+@?[\w:.\\-]*$/;

/**
 * The name of the unit of a path as osbuild/image-builder gives it: its `mountName`, even where systemd names the unit
 * otherwise. Where osbuild would reject that name, the reference panics; then it is `unitName`.
 */
export function referenceUnitName(path: string): string {
  const name = mountName(path);
  return unitCharacters.test(name) ? name : unitName(path);
}

function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}

/** The bytes of UTF-8, which a URI escapes as well. */
function escapedBytes(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return encodeURIComponent(character.toWellFormed()).toLowerCase().replaceAll('%', '\\x');
}
