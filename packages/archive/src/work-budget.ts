import { Fault } from '@bootwright/core';

/** What an image may cost of one kind of work: `base` in any case, `perByte` for each byte it stores, `most` in all. */
interface WorkLimit {
  /** What is counted, in the plural. */
  readonly what: string;
  readonly base: number;
  readonly perByte: number;
  readonly most: number;
}

const flat = (what: string, most: number): WorkLimit => ({ what, base: most, perByte: 0, most });

/**
 * What the reading of one image may cost in all, however often its parts refer to one another. A bootable container has
 * some 100,000 files in 100 layers of 1 to 10 GiB. An image of 1 MiB may cost a few seconds and 200 MiB of memory: what
 * it may cost beyond `base` depends on the bytes that somebody had to store.
 */
export const workLimits = {
  /** Real layers unpack to 2 to 10 times what is stored, files of zeros in gzip to 1000 times. */
  'unpacked bytes': { what: 'unpacked bytes', base: 512 * 1024 ** 2, perByte: 200, most: 64 * 1024 ** 3 },
  entries: { what: 'files in its layers', base: 200_000, perByte: 1 / 3, most: 2_000_000 },
  paths: { what: 'paths', base: 200_000, perByte: 1 / 3, most: 2_000_000 },
  'kept files': flat('files that inspection reads', 20_000),
  /** Of names and targets of links. */
  'name bytes': { what: 'bytes of names', base: 16 * 1024 ** 2, perByte: 2, most: 256 * 1024 ** 2 },
  /** Of pax headers, long names and maps of sparse files: some 200 for a file. */
  'header bytes': { what: 'bytes of extended headers', base: 16 * 1024 ** 2, perByte: 4, most: 1024 ** 3 },
  extents: flat('parts of sparse files', 262_144),
  /** Names on the way through links, of all paths that layers put behind links. */
  'link steps': flat('steps through links', 2_000_000),
  /** Bytes of the paths that are looked up, links followed. */
  'path bytes': flat('bytes of paths that lead through links', 16 * 1024 ** 2),
  /** Nodes, cells, columns and blocks of 64 bytes of databases: a list of 3,000 packages has some 10,000. */
  'database steps': flat('cells and columns in databases of packages', 1_000_000),
  /** Kept of what was unpacked, of all streams at a time: what follows may repeat it. */
  'history bytes': {
    what: 'bytes that its compressed data repeats',
    base: 48 * 1024 ** 2,
    perByte: 16,
    most: 1024 ** 3,
  },
  /** Of the expressions of an SELinux policy, where what is repeated counts as often: a large policy has 300,000. */
  'pattern size': {
    what: 'characters in the rules of its SELinux policy, repeats counted',
    base: 400_000,
    perByte: 1 / 8,
    most: 2_000_000,
  },
  'pattern steps': { what: 'steps to label its files', base: 50_000_000, perByte: 16, most: 20_000_000_000 },
  /** Of rules as they are compiled: what is beyond is compiled again where it is needed. */
  'pattern memory': { what: 'bytes of compiled rules', base: 16 * 1024 ** 2, perByte: 2, most: 1024 ** 3 },
  'look-around': flat('steps of look-around', 20_000_000),
  /** Names that are put into the tree of which the digest is computed, some kilobyte of memory each. */
  'digest files': {
    what: 'files of which the composefs digest is computed',
    base: 8000,
    perByte: 1 / 128,
    most: 2_000_000,
  },
  /** Names and attributes, each time a digest is computed: a wrong seal costs some twenty. */
  'digest steps': {
    what: 'steps to compute its composefs digests',
    base: 200_000,
    perByte: 1 / 4,
    most: 200_000_000,
  },
  /** Of extended attributes, of which each has a cost of its own in addition. */
  'attribute bytes': { what: 'bytes of extended attributes', base: 4 * 1024 ** 2, perByte: 1, most: 256 * 1024 ** 2 },
  'policy bytes': flat('bytes in /etc/selinux and in boot loader entries', 32 * 1024 ** 2),
  /** Of configuration, which is parsed. */
  'text bytes': flat('bytes of configuration', 4 * 1024 ** 2),
  /** Of lists of packages and unified kernels, kept in memory. */
  'kept bytes': flat('bytes of lists of packages and of unified kernels', 32 * 1024 ** 2),
  /** Of files of which all is read, kept in memory, and what they unpack to. */
  'whole bytes': { what: 'bytes of initramfs', base: 16 * 1024 ** 2, perByte: 4, most: 256 * 1024 ** 2 },
  'initramfs bytes': { what: 'unpacked bytes of initramfs', base: 64 * 1024 ** 2, perByte: 16, most: 1024 ** 3 },
} as const satisfies Readonly<Record<string, WorkLimit>>;

/** What is charged again where layers are read again, or files are collected again. */
export const layerWork = ['entries', 'name bytes', 'header bytes', 'extents'] as const;
export const collectionWork = ['path bytes', 'text bytes', 'kept bytes', 'whole bytes', 'database steps'] as const;

export type WorkKind = keyof typeof workLimits;

/** Milliseconds of work after which signals and timers have their turn. */
const longestStretch = 50;

/** Counts the work that one image costs in all, and ends it where the limits do. */
export class WorkBudget {
  readonly #spent = new Map<WorkKind, number>();
  #exceeded: Fault | undefined;
  readonly #signal: AbortSignal | undefined;
  #stored = 0;
  #isStoredKnown = false;
  #breathed = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Bytes that the image takes where it is kept. */
  store(bytes: number): void {
    if (!this.#isStoredKnown) this.#stored += bytes;
  }

  /** What is read from now on was unpacked from stored bytes, and adds nothing to the limits. */
  endStored(): void {
    this.#isStoredKnown = true;
  }

  /** Faults: `image/too-large`; `image/bomb` where it unpacks to too much for what is stored. */
  spend(kind: WorkKind, amount: number): void {
    const spent = this.spent(kind) + amount;
    this.#spent.set(kind, spent);
    if (spent <= this.limit(kind)) return;
    this.#exceeded = beyond(kind, this.limit(kind));
    throw this.#exceeded;
  }

  /** The last fault of `spend`. */
  get exceeded(): Fault | undefined {
    return this.#exceeded;
  }

  /** Forgets what is spent of some kinds, for work that begins again from its start. */
  restart(kinds: readonly WorkKind[]): void {
    for (const kind of kinds) this.#spent.delete(kind);
  }

  /** Takes back what was spent of something that is not used any more. */
  giveBack(kind: WorkKind, amount: number): void {
    this.#spent.set(kind, this.spent(kind) - amount);
  }

  spent(kind: WorkKind): number {
    return this.#spent.get(kind) ?? 0;
  }

  /** How much may be spent, by what is stored so far. */
  limit(kind: WorkKind): number {
    const { base, perByte, most } = workLimits[kind];
    return Math.min(most, Math.floor(base + perByte * this.#stored));
  }

  left(kind: WorkKind): number {
    return Math.max(0, this.limit(kind) - this.spent(kind));
  }

  /** Lets signals and timers have their turn where the last one was a while ago. Throws the reason of the signal. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#breathed < longestStretch) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#breathed = performance.now();
    this.#signal?.throwIfAborted();
  }
}

function beyond(kind: WorkKind, limit: number): Fault {
  const { what, most } = workLimits[kind];
  if (kind === 'unpacked bytes' && limit < most) {
    return new Fault('image/bomb', `the image unpacks to more than ${limit} bytes, too much for what it stores`, {
      hint: 'such an image is made to fill a disk; if it is yours, leave out its files of zeros',
    });
  }
  return tooLarge(`the image has more than ${limit} ${what}${limit < most ? ', too many for what it stores' : ''}`);
}

/** An image beyond what inspection takes. */
export function tooLarge(message: string): Fault {
  return new Fault('image/too-large', message, { hint: 'no bootable container is like that; look for what fills it' });
}
