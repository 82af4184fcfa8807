import type { TarEntry, TarListener, WorkBudget } from '@bootwright/archive';
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
export class LinkedFiles implements TarListener {
  private readonly files: UnreadFiles;
  private readonly budget: WorkBudget;
  private ordinal = 0;
  private current: { readonly leaf: Leaf; readonly bytes: Buffer; filled: number } | undefined;

  constructor(files: UnreadFiles, budget: WorkBudget) {
    this.files = files;
    this.budget = budget;
  }

  readonly entry = ({ stored }: TarEntry): boolean => {
    const leaf = this.files.get(this.ordinal);
    this.ordinal += 1;
    if (leaf?.content.kind !== 'external') return false;
    if (leaf.content.size !== stored) throw changed();
    this.budget.spend('policy bytes', stored);
    this.current = { leaf, bytes: Buffer.alloc(stored), filled: 0 };
    return true;
  };

  readonly content = (bytes: Uint8Array): void => {
    if (this.current === undefined) return;
    this.current.bytes.set(bytes, this.current.filled);
    this.current.filled += bytes.length;
  };

  readonly end = (): void => {
    const { current } = this;
    this.current = undefined;
    if (current?.leaf.content.kind !== 'external') return;
    const { content } = current.leaf;
    const verity = new FsVerity(content.digest.length === 64 ? 'sha512' : 'sha256');
    verity.update(current.bytes);
    if (Buffer.compare(verity.digest(), content.digest) !== 0) throw changed();
    current.leaf.content = { ...content, bytes: current.bytes };
  };
}

function changed(): Fault {
  return new Fault('image/changed', 'a layer had other files when it was read again', {
    hint: 'fetch the image again',
  });
}
