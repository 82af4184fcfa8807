import type { DirectoryLink, WritableDirectories } from '@bootwright/container-facts';
import type { Tree } from '@bootwright/file-tree';
import { locateIn } from '@bootwright/file-tree';
import { writablePaths } from '../inspected-files.ts';

/** Which directories that people write to are links in the container; absent where it has none of them. */
export function findWritableDirectories(tree: Tree): WritableDirectories | undefined {
  const real: string[] = [];
  const links: DirectoryLink[] = [];
  for (const path of writablePaths) {
    const entry = tree.entries.get(path);
    if (entry?.kind === 'directory') real.push(`/${path}`);
    if (entry?.kind !== 'link') continue;
    const found = locateIn(tree, path);
    const target = found.kind === 'found' ? `/${found.path}` : absolute(path, entry.target);
    links.push({ path: `/${path}`, target });
  }
  return real.length + links.length === 0 ? undefined : { real, links };
}

/** Of a link into a /var that is filled when the system boots. */
function absolute(path: string, target: string): string {
  const steps = target.startsWith('/') ? [] : path.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}
