import type { WorkBudget } from '@bootwright/archive';
import { paused, type Steps } from '@bootwright/archive';
import type { Directory, Leaf, LeafContent, Node, Stat } from '../root/composefs-tree.ts';
import { isDirectory, namesOf, noStat, sortedEntries } from '../root/composefs-tree.ts';
import type { DirectoryEntry } from './erofs-directory.ts';
import type { ErofsVersion, FileType } from './erofs-format.ts';
import { fileTypes } from './erofs-format.ts';
import { compareNamed, type StoredXattr, xattrNames } from './erofs-xattrs.ts';

type NamedXattr = readonly [string, Uint8Array];

const none = new Uint8Array();
const bytes = (text: string): Uint8Array => Buffer.from(text);

const stubMode = 0o644;
const isStubName = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** The root, with a whiteout for each directory of objects that can be next to the image. */
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

/**
 * The inodes of a tree in their order (composefs-rs, `erofs/writer.rs`, `collect_tree`): level by level, in format 2 each
 * directory's at once. A file of several names stands where its first name in the order of paths is. Kept are numbers and
 * the tree itself: what an inode has is made when it is asked for, since all of it at once takes kilobytes a file.
 */
export class InodeList {
  /** By place. */
  readonly nodes: Node[] = [];
  private readonly parents: number[] = [];
  private readonly places = new Map<Node, number>();
  /** Of leaves of several names: how many, and in which directory the first one is. */
  private readonly links = new Map<Leaf, number>();
  private readonly homes = new Map<Leaf, Directory>();
  private readonly whiteouts = new Set<Node>();
  /** Attributes that composefs adds, by place. */
  private readonly added = new Map<number, NamedXattr[]>();
  private readonly nameOf: ReturnType<typeof xattrNames>;
  private readonly version: ErofsVersion;

  private constructor(version: ErofsVersion) {
    this.version = version;
    this.nameOf = xattrNames(version);
  }

  /** Each inode is charged to `budget`. */
  static *of(root: Directory, version: ErofsVersion, budget: WorkBudget): Steps<InodeList> {
    const list = new InodeList(version);
    const top = version === 2 ? root : withStubs(root);
    yield* list.count(top);
    list.add(top, 0);
    yield* version === 2 ? list.listDepthFirst(top, budget) : list.listLevels(top, budget);
    if (version !== 2) list.addXattrs(top, [['trusted.overlay.opaque', bytes('y')]]);
    return list;
  }

  typeAt(place: number): FileType {
    return this.typeOf(this.nodes[place]);
  }

  statAt(place: number): Stat {
    return this.nodes[place]?.stat ?? noStat;
  }

  /** Absent of a directory. */
  contentAt(place: number): LeafContent | undefined {
    const node = this.nodes[place];
    if (node === undefined || isDirectory(node)) return undefined;
    return this.whiteouts.has(node) ? { kind: 'inline', bytes: none } : node.content;
  }

  /** Names of a leaf. */
  linksAt(place: number): number {
    const node = this.nodes[place];
    return node === undefined || isDirectory(node) ? 1 : (this.links.get(node) ?? 1);
  }

  /** The attributes of an inode in the order in which they are stored. */
  xattrsAt(place: number): readonly StoredXattr[] {
    const node = this.nodes[place];
    if (node === undefined) return [];
    const named = [...xattrsOf(node), ...(this.added.get(place) ?? [])];
    const stored = named.map(([name, value]) => ({ name: this.nameOf(name), value }));
    return this.version === 2 ? stored : stored.sort(compareNamed);
  }

  /** What is in the directory at a place, itself and its parent too, in byte order. */
  *entriesAt(place: number): Generator<DirectoryEntry> {
    const directory = this.nodes[place];
    if (directory === undefined || !isDirectory(directory)) return;
    const { number: type } = fileTypes.directory;
    const dots = [
      { name: '.', inode: place, type },
      { name: '..', inode: this.parents[place] ?? 0, type },
    ];
    for (const [name, node] of sortedEntries(directory)) {
      for (let dot = dots[0]; dot !== undefined && dot.name < name; dot = dots[0]) {
        yield dot;
        dots.shift();
      }
      yield { name, inode: this.places.get(node) ?? 0, type: fileTypes[this.typeOf(node)].number };
    }
    yield* dots;
  }

  private typeOf(node: Node | undefined): FileType {
    if (node === undefined || isDirectory(node)) return 'directory';
    const { kind } = node.content;
    return kind === 'inline' || kind === 'external' || this.whiteouts.has(node) ? 'file' : kind;
  }

  /** Finds the leaves of several names, and the first of them in the order of paths. */
  private *count(root: Directory): Steps<void> {
    const firsts = new Map<Leaf, Directory>();
    yield* paused(namesOf(root), ({ node, directory }) => {
      if (isDirectory(node)) return;
      const first = firsts.get(node);
      if (first === undefined) {
        firsts.set(node, directory);
        return;
      }
      this.homes.set(node, first);
      this.links.set(node, (this.links.get(node) ?? 1) + 1);
    });
  }

  private *listLevels(root: Directory, budget: WorkBudget): Steps<void> {
    for (let place = 0; place < this.nodes.length; place++) {
      const directory = this.nodes[place];
      if (directory === undefined || !isDirectory(directory)) continue;
      yield* paused(sortedEntries(directory), ([name, node]) => {
        budget.spend('digest steps', 1);
        if (isDirectory(node)) {
          this.add(node, place);
          return;
        }
        const home = this.homes.get(node);
        if (home === undefined || (home === directory && !this.places.has(node))) this.add(node, place);
        this.noteWhiteout(node, directory, isStub(node, name, { directory, root }));
      });
      yield;
    }
  }

  private *listDepthFirst(root: Directory, budget: WorkBudget): Steps<void> {
    yield* paused(namesOf(root), ({ node, directory }) => {
      budget.spend('digest steps', 1);
      if (isDirectory(node) || !this.places.has(node)) this.add(node, this.places.get(directory) ?? 0);
    });
  }

  private add(node: Node, parent: number): void {
    this.places.set(node, this.nodes.length);
    this.nodes.push(node);
    this.parents.push(parent);
  }

  /** A whiteout would hide what is below the mount: it becomes a file that stands for one. */
  private noteWhiteout(node: Leaf, directory: Directory, isStubLike: boolean): void {
    const { content } = node;
    if (content.kind !== 'character device' || content.rdev !== 0 || isStubLike) return;
    if (!this.whiteouts.has(node)) {
      this.whiteouts.add(node);
      this.addXattrs(node, [
        ['trusted.overlay.overlay.whiteout', none],
        ['user.overlay.whiteout', none],
      ]);
    }
    if (this.whiteouts.has(directory)) return;
    this.whiteouts.add(directory);
    this.addXattrs(directory, [
      ['trusted.overlay.overlay.whiteouts', none],
      ['user.overlay.whiteouts', none],
    ]);
    if (this.version === 1)
      this.addXattrs(directory, [
        ['trusted.overlay.overlay.opaque', bytes('x')],
        ['user.overlay.opaque', bytes('x')],
      ]);
  }

  private addXattrs(node: Node, xattrs: readonly NamedXattr[]): void {
    const place = this.places.get(node) ?? 0;
    this.added.set(place, [...(this.added.get(place) ?? []), ...xattrs]);
  }
}

/** Decided by its looks. */
function isStub(
  { stat }: Leaf,
  name: string,
  { directory, root }: { readonly directory: Directory; readonly root: Directory },
): boolean {
  if (directory !== root || !isStubName(name) || stat.mode !== stubMode) return false;
  const label = root.stat.xattrs.get('security.selinux');
  const own = [...stat.xattrs];
  const hasLabel =
    label === undefined
      ? own.length === 0
      : own.length === 1 && own[0]?.[0] === 'security.selinux' && Buffer.compare(own[0][1], label) === 0;
  return (
    hasLabel &&
    stat.uid === root.stat.uid &&
    stat.gid === root.stat.gid &&
    stat.seconds === root.stat.seconds &&
    stat.nanoseconds === root.stat.nanoseconds
  );
}

const overlayPrefix = 'trusted.overlay.';
/** Of the value that says where a file's content is: its own length, and the numbers of the hashes. */
const metacopyHead = 4;
const algorithmNumbers = new Map([
  [32, 1],
  [64, 2],
]);

function xattrsOf(node: Node): readonly NamedXattr[] {
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
