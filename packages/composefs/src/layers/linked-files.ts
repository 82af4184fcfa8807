import type { TarListener, WorkBudget } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { FsVerity } from '../fs-verity.ts';
import type { Directory, Leaf } from '../root/composefs-tree.ts';
import { isDirectory } from '../root/composefs-tree.ts';
import { isReadName, longestRead } from './read-names.ts';

/** Files whose content is needed and was not kept, by the number of their entry in the layer. */
export type UnreadFiles = ReadonlyMap<number, Leaf>;

/**
 * The files that the boot transform reads and whose content is not kept, by the layer with their content: those that
 * are hard links to another name, as in every layer that ostree exports. Files too long to be read are not listed.
 */
export function unreadFiles(root: Directory): ReadonlyMap<number, UnreadFiles> {
  const found = new Map<number, Map<number, Leaf>>();
  const visit = (directory: Directory, above: readonly string[]): void => {
    for (const [name, node] of directory.entries) {
      const steps = [...above, name];
      if (isDirectory(node)) {
        if (mayHoldRead(steps)) visit(node, steps);
        continue;
      }
      const { content, origin } = node;
      if (content.kind !== 'external' || content.bytes !== undefined || origin === undefined) continue;
      if (content.size > longestRead || !isReadName(steps)) continue;
      const inLayer = found.get(origin.layer) ?? new Map<number, Leaf>();
      found.set(origin.layer, inLayer.set(origin.ordinal, node));
    }
  };
  visit(root, []);
  return found;
}

function mayHoldRead([first, second, third]: readonly string[]): boolean {
  if (first === 'etc') return second === undefined || second === 'selinux';
  return first === 'boot' && (second === undefined || second === 'loader') && (third ?? 'entries') === 'entries';
}

/** Keeps the content of some files of a layer that is read again. Faults: `image/changed` where it has become another. */
export function linkedFiles(files: UnreadFiles, budget: WorkBudget): TarListener {
  let ordinal = 0;
  let current: { readonly leaf: Leaf; readonly bytes: Buffer; filled: number } | undefined;
  return {
    entry: ({ stored }) => {
      const leaf = files.get(ordinal);
      ordinal += 1;
      if (leaf?.content.kind !== 'external') return false;
      if (leaf.content.size !== stored) throw changed();
      budget.spend('policy bytes', stored);
      current = { leaf, bytes: Buffer.alloc(stored), filled: 0 };
      return true;
    },
    content: (bytes) => {
      if (current === undefined) return;
      current.bytes.set(bytes, current.filled);
      current.filled += bytes.length;
    },
    end: () => {
      const ended = current;
      current = undefined;
      if (ended?.leaf.content.kind !== 'external') return;
      const { content } = ended.leaf;
      const verity = new FsVerity(content.digest.length === 64 ? 'sha512' : 'sha256');
      verity.update(ended.bytes);
      if (Buffer.compare(verity.digest(), content.digest) !== 0) throw changed();
      ended.leaf.content = { ...content, bytes: ended.bytes };
    },
  };
}

function changed(): Fault {
  return new Fault('image/changed', 'a layer had other files when it was read again', {
    hint: 'fetch the image again',
  });
}
