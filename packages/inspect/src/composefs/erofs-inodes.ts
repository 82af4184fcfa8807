import type { Directory, Leaf, LeafContent, Node, Stat } from './composefs-tree.ts';
import { isDirectory, sortedEntries } from './composefs-tree.ts';
import type { DirectoryEntry } from './erofs-directory.ts';
import type { ErofsVersion, FileType } from './erofs-format.ts';
import { fileTypes } from './erofs-format.ts';
import type { StoredXattr } from './erofs-xattrs.ts';
import { storedXattr } from './erofs-xattrs.ts';

/** An inode before it has its place. */
export interface Inode {
  readonly stat: Stat;
  readonly type: FileType;
  readonly links: number;
  readonly xattrs: readonly StoredXattr[];
  readonly content: LeafContent | { readonly kind: 'directory'; readonly entries: readonly DirectoryEntry[] };
}

interface Listed {
  readonly node: Node;
  readonly parent: number;
  readonly xattrs: (readonly [string, Uint8Array])[];
}

const none = new Uint8Array();
const bytes = (text: string): Uint8Array => Buffer.from(text);

/**
 * The inodes of a tree in their order (composefs-rs, `erofs/writer.rs`, `collect_tree`): level by level, in format 2 each
 * directory's at once. A file of several names stands where its first name in the order of paths is.
 */
export function collectInodes(root: Directory, version: ErofsVersion): readonly Inode[] {
  const collection = new Collection(version === 2 ? root : withStubs(root), version);
  return collection.inodes();
}

const stubMode = 0o644;
const isStubName = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** The root, with a whiteout for each directory of objects that can stand beside the image. */
function withStubs(root: Directory): Directory {
  const selinux = root.stat.xattrs.get('security.selinux');
  const xattrs = new Map(selinux === undefined ? [] : [['security.selinux', selinux] as const]);
  const entries = new Map(root.entries);
  for (let number = 0; number < 256; number++) {
    const name = number.toString(16).padStart(2, '0');
    if (entries.has(name)) continue;
    entries.set(name, {
      stat: { ...root.stat, mode: stubMode, xattrs },
      content: { kind: 'character device', rdev: 0 },
    });
  }
  return { stat: root.stat, entries };
}

class Collection {
  private readonly root: Directory;
  private readonly version: ErofsVersion;
  private readonly listed: Listed[] = [];
  private readonly places = new Map<Node, number>();
  private readonly links = new Map<Leaf, number>();
  private readonly homes = new Map<Leaf, Directory>();
  private readonly whiteouts = new Set<Node>();

  constructor(root: Directory, version: ErofsVersion) {
    this.root = root;
    this.version = version;
  }

  inodes(): readonly Inode[] {
    this.count(this.root);
    this.list(this.root, 0);
    if (this.version === 2) this.listDepthFirst(this.root, 0);
    else this.listLevels();
    if (this.version !== 2) this.listed[0]?.xattrs.push(['trusted.overlay.opaque', bytes('y')]);
    return this.listed.map((entry, place) => this.inodeOf(entry, place));
  }

  /** How many names each leaf has, and in which directory its first one is. */
  private count(directory: Directory): void {
    for (const [, node] of sortedEntries(directory)) {
      if (isDirectory(node)) {
        this.count(node);
        continue;
      }
      const links = this.links.get(node) ?? 0;
      if (links === 0) this.homes.set(node, directory);
      this.links.set(node, links + 1);
    }
  }

  private listLevels(): void {
    for (let place = 0; place < this.listed.length; place++) {
      const directory = this.listed[place]?.node;
      if (directory === undefined || !isDirectory(directory)) continue;
      for (const [name, node] of sortedEntries(directory)) {
        const isHere = isDirectory(node) || (this.homes.get(node) === directory && !this.places.has(node));
        if (isHere) this.list(node, place);
        if (!isDirectory(node)) this.noteWhiteout(node, name, directory);
      }
    }
  }

  private listDepthFirst(directory: Directory, place: number): void {
    for (const [, node] of sortedEntries(directory)) {
      if (isDirectory(node)) this.listDepthFirst(node, this.list(node, place));
      else if (!this.places.has(node)) this.list(node, place);
    }
  }

  private list(node: Node, parent: number): number {
    const place = this.listed.length;
    this.places.set(node, place);
    this.listed.push({ node, parent, xattrs: xattrsOf(node) });
    return place;
  }

  /** A whiteout would hide what is below the mount: it becomes a file that stands for one. */
  private noteWhiteout(node: Leaf, name: string, directory: Directory): void {
    const { content } = node;
    if (content.kind !== 'character device' || content.rdev !== 0 || this.isStub(node, name, directory)) return;
    if (!this.whiteouts.has(node)) {
      this.whiteouts.add(node);
      this.xattrsAt(node).push(['trusted.overlay.overlay.whiteout', none], ['user.overlay.whiteout', none]);
    }
    if (this.whiteouts.has(directory)) return;
    this.whiteouts.add(directory);
    this.xattrsAt(directory).push(['trusted.overlay.overlay.whiteouts', none], ['user.overlay.whiteouts', none]);
    if (this.version === 1)
      this.xattrsAt(directory).push(
        ['trusted.overlay.overlay.opaque', bytes('x')],
        ['user.overlay.opaque', bytes('x')],
      );
  }

  private xattrsAt(node: Node): (readonly [string, Uint8Array])[] {
    return this.listed[this.places.get(node) ?? 0]?.xattrs ?? [];
  }

  /** Judged by its looks. */
  private isStub({ stat }: Leaf, name: string, directory: Directory): boolean {
    if (directory !== this.root || !isStubName(name) || stat.mode !== stubMode) return false;
    const root = this.root.stat;
    const label = root.xattrs.get('security.selinux');
    const own = [...stat.xattrs];
    const hasLabel =
      label === undefined
        ? own.length === 0
        : own.length === 1 && own[0]?.[0] === 'security.selinux' && Buffer.compare(own[0][1], label) === 0;
    return (
      hasLabel &&
      stat.uid === root.uid &&
      stat.gid === root.gid &&
      stat.seconds === root.seconds &&
      stat.nanoseconds === root.nanoseconds
    );
  }

  private inodeOf({ node, parent, xattrs }: Listed, place: number): Inode {
    const stored = xattrs.map(([name, value]) => storedXattr(name, value, this.version));
    const common = { stat: node.stat, xattrs: stored };
    if (!isDirectory(node)) {
      const isWhiteout = this.whiteouts.has(node);
      const content: LeafContent = isWhiteout ? { kind: 'inline', bytes: none } : node.content;
      return { ...common, type: typeOf(content), links: this.links.get(node) ?? 1, content };
    }
    const entries: DirectoryEntry[] = [
      { name: '.', inode: place, type: fileTypes.directory.number },
      { name: '..', inode: parent, type: fileTypes.directory.number },
      ...[...node.entries].map(([name, child]) => ({
        name,
        inode: this.places.get(child) ?? 0,
        type: fileTypes[isDirectory(child) ? 'directory' : this.whiteouts.has(child) ? 'file' : typeOf(child.content)]
          .number,
      })),
    ];
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    const links = entries.filter(({ type }) => type === fileTypes.directory.number).length;
    return { ...common, type: 'directory', links, content: { kind: 'directory', entries } };
  }
}

function typeOf({ kind }: LeafContent): FileType {
  return kind === 'inline' || kind === 'external' ? 'file' : kind;
}

const overlayPrefix = 'trusted.overlay.';
/** Of the value that says where a file's content is: its own length, and the numbers of the hashes. */
const metacopyHead = 4;
const algorithmNumbers = new Map([
  [32, 1],
  [64, 2],
]);

function xattrsOf(node: Node): (readonly [string, Uint8Array])[] {
  const own = [...node.stat.xattrs]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]): [string, Uint8Array] => [
      name.startsWith(overlayPrefix) ? `${overlayPrefix}overlay.${name.slice(overlayPrefix.length)}` : name,
      value,
    ]);
  if (isDirectory(node) || node.content.kind !== 'external') return own;
  const { digest } = node.content;
  const hex = Buffer.from(digest).toString('hex');
  const head = [0, metacopyHead + digest.length, 0, algorithmNumbers.get(digest.length) ?? 0];
  return [
    ['trusted.overlay.metacopy', Buffer.concat([Buffer.from(head), digest])],
    ['trusted.overlay.redirect', bytes(`/${hex.slice(0, 2)}/${hex.slice(2)}`)],
    ...own,
  ];
}
