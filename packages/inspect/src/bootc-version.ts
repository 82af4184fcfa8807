import { readAt } from './file-content.ts';
import { dpkgStatusFile } from './interests.ts';
import { locateIn } from './read-from-tree.ts';
import type { Tree } from './tree.ts';

/**
 * The version of the container's bootc, without the revision of its package, as dpkg's list of packages tells it. Absent
 * where there is no such list or no bootc in it. What rpm knows is in a database, which is not read: on Fedora and its
 * kin the version is not known.
 */
export function findBootcVersion(tree: Tree): string | undefined {
  const found = locateIn(tree, dpkgStatusFile);
  if (found.kind !== 'found' || found.entry.kind !== 'file') return undefined;
  const [piece] = found.entry.pieces;
  if (piece === undefined) return undefined;
  const text = new TextDecoder().decode(readAt(found.entry, 0, piece.bytes.length));
  return installedVersion(text, 'bootc');
}

/** The upstream version of an installed package in a dpkg status file (deb-version(7)). */
function installedVersion(text: string, name: string): string | undefined {
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
