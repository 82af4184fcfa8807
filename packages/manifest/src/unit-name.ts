import { utf8ToBytes } from '@noble/hashes/utils.js';

const unitCharacters = /^[\w:.\\-]*@?[\w:.\\-]*$/;

/**
 * A path as systemd names units after it (`systemd-escape --path`). As osbuild/image-builder does, one `@` is left as it
 * is; whatever else no name of a unit may have is escaped byte by byte.
 */
export function unitName(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  if (inner === '') return '-';
  const name = inner.replaceAll('\\', '\\x5c').replaceAll('-', '\\x2d').replaceAll('/', '-');
  return unitCharacters.test(name) ? name : name.replace(/[^\w:.\\-]/gu, escapedBytes);
}

function escapedBytes(character: string): string {
  return [...utf8ToBytes(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
