import type { Directory, Leaf, LeafContent, Node, Stat } from '../src/root/composefs-tree.ts';
import { isDirectory, noStat } from '../src/root/composefs-tree.ts';

/** The tree that a composefs dumpfile describes (composefs-dump(5)). */
export function readDumpfile(text: string): Directory {
  const root: Directory = { stat: noStat, entries: new Map() };
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [
      path = '',
      size = '',
      mode = '',
      ,
      uid,
      gid,
      rdev,
      time = '',
      payload = '',
      content = '',
      digest = '',
      ...xattrs
    ] = line.split(' ');
    const steps = unescaped(path)
      .split('/')
      .filter((step) => step !== '');
    const name = steps.pop();
    if (mode.startsWith('@')) {
      put(
        root,
        steps,
        name ?? '',
        at(
          root,
          unescaped(payload)
            .split('/')
            .filter((step) => step !== ''),
        ),
      );
      continue;
    }
    const bits = Number.parseInt(mode, 8);
    const [seconds, nanoseconds] = time.split('.').map(Number);
    const stat: Stat = {
      mode: bits & 0o7777,
      uid: Number(uid),
      gid: Number(gid),
      seconds: seconds ?? 0,
      nanoseconds: nanoseconds ?? 0,
      xattrs: new Map(
        xattrs.map((xattr) => {
          const [key = '', value = ''] = xattr.split('=').map(unescaped);
          return [key, Buffer.from(value, 'latin1')] as const;
        }),
      ),
    };
    if ((bits & 0o170000) === 0o040000) {
      if (name === undefined) root.stat = stat;
      else put(root, steps, name, { stat, entries: new Map() });
      continue;
    }
    const leaf: Leaf = {
      stat,
      content: contentOf(bits & 0o170000, { size: Number(size), rdev: Number(rdev), payload, content, digest }),
    };
    put(root, steps, name ?? '', leaf);
  }
  return root;
}

interface Fields {
  readonly size: number;
  readonly rdev: number;
  readonly payload: string;
  readonly content: string;
  readonly digest: string;
}

function contentOf(type: number, { size, rdev, payload, content, digest }: Fields): LeafContent {
  switch (type) {
    case 0o100000:
      return digest === '-'
        ? { kind: 'inline', bytes: content === '-' ? Buffer.alloc(0) : Buffer.from(unescaped(content), 'latin1') }
        : { kind: 'external', size, digest: Buffer.from(digest, 'hex') };
    case 0o120000:
      return { kind: 'link', target: unescaped(payload) };
    case 0o020000:
      return { kind: 'character device', rdev };
    case 0o060000:
      return { kind: 'block device', rdev };
    case 0o010000:
      return { kind: 'FIFO' };
    default:
      return { kind: 'socket' };
  }
}

function at(root: Directory, steps: readonly string[]): Node {
  return steps.reduce<Node>((node, step) => (isDirectory(node) ? (node.entries.get(step) ?? node) : node), root);
}

function put(root: Directory, steps: readonly string[], name: string, node: Node): void {
  const parent = at(root, steps);
  if (isDirectory(parent)) parent.entries.set(name, node);
}

function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return text.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
