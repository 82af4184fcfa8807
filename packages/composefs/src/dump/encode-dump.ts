import { fileTypes } from '../erofs/erofs-format.ts';
import { type Directory, isDirectory, type Leaf, namesOf, type Stat } from '../root/composefs-tree.ts';

/**
 * The lines of composefs' dump format (composefs-dump(5)) as bootc writes it: each name, a directory before what is in it,
 * with a line feed. The labels and times are those of the tree as it is given.
 */
export function* encodeDump(root: Directory): Generator<string> {
  const counts = new Map<Leaf, number>();
  // In any order: to sort each directory a second time takes a fifth of the time.
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const node of next.entries.values()) {
      if (isDirectory(node)) waiting.push(node);
      else counts.set(node, (counts.get(node) ?? 0) + 1);
    }
  }
  const first = new Map<Leaf, string>();
  yield directoryLine('/', root);
  // Of the directories on the way, by their depth.
  const paths = [''];
  for (const { name, node, depth } of namesOf(root)) {
    const path = `${paths[depth - 1] ?? ''}/${name}`;
    if (isDirectory(node)) {
      paths[depth] = path;
      yield directoryLine(path, node);
      continue;
    }
    const earlier = first.get(node);
    if (earlier === undefined) first.set(node, path);
    yield earlier === undefined ? leafLine(path, node, counts.get(node) ?? 1) : linkLine(path, earlier);
  }
}

/** A further name of a file: of its numbers only the kind counts, and bootc writes that of a link. */
function linkLine(path: string, earlier: string): string {
  return `${escaped(path)} 0 @120000 - - - - 0.0 ${escaped(earlier)} - -\n`;
}

function directoryLine(path: string, { stat, entries }: Directory): string {
  const inner = [...entries.values()].filter(isDirectory).length;
  return line(path, stat, { type: 'directory', links: inner + 2 });
}

function leafLine(path: string, { stat, content }: Leaf, links: number): string {
  switch (content.kind) {
    case 'inline':
      return line(path, stat, {
        type: 'file',
        links,
        size: content.bytes.length,
        content: Buffer.from(content.bytes).toString('latin1'),
      });
    case 'external': {
      const digest = Buffer.from(content.digest).toString('hex');
      return line(path, stat, {
        type: 'file',
        links,
        size: content.size,
        payload: `${digest.slice(0, 2)}/${digest.slice(2)}`,
        digest,
      });
    }
    case 'link':
      return line(path, stat, { type: 'link', links, size: content.target.length, payload: content.target });
    case 'character device':
    case 'block device':
      return line(path, stat, { type: content.kind, links, rdev: content.rdev });
    case 'FIFO':
    case 'socket':
      return line(path, stat, { type: content.kind, links });
  }
}

interface Fields {
  readonly type: keyof typeof fileTypes;
  readonly links: number;
  readonly size?: number;
  readonly rdev?: number;
  readonly payload?: string;
  readonly content?: string;
  readonly digest?: string;
}

function line(
  path: string,
  stat: Stat,
  { type, links, size = 0, rdev = 0, payload = '', content = '', digest = '-' }: Fields,
): string {
  const mode = (fileTypes[type].mode + stat.mode).toString(8);
  const xattrs = [...stat.xattrs]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ` ${escapedXattr(name)}=${escapedXattr(Buffer.from(value).toString('latin1'))}`);
  const time = `${stat.seconds}.${stat.nanoseconds}`;
  const numbers = [size, mode, links, stat.uid, stat.gid, rdev, time].join(' ');
  return `${escaped(path)} ${numbers} ${optional(payload)} ${optional(content)} ${digest}${xattrs.join('')}\n`;
}

const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return text.replace(
    /[^\x21-\x5b\x5d-\x7e]/g,
    (character) => letters[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** An empty field is a dash, and a dash is written as its code. */
function optional(text: string): string {
  if (text === '') return '-';
  return text === '-' ? '\\x2d' : escaped(text);
}

function escapedXattr(text: string): string {
  return escaped(text).replaceAll('=', '\\x3d');
}
