import { WorkBudget } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { fileTypes } from '../erofs/erofs-format.ts';
import type { Directory, LeafContent, Node, Stat, Xattrs } from '../root/composefs-tree.ts';
import { isDirectory, noStat, noXattrs } from '../root/composefs-tree.ts';
import { nodeAt } from '../root/find-node.ts';

const deepest = 500;
const longestLine = 16 * 1024 * 1024;
const formatBits = 0o170000;

/**
 * The tree that lines of composefs' dump format describe (composefs-dump(5)). Fault: `composefs/dump` with the line, for a
 * field that is missing or wrong, a name without its directory, or one that comes twice.
 */
export function parseDump(text: string, budget = new WorkBudget()): Directory {
  const root: Directory = { stat: noStat, entries: new Map() };
  budget.store(text.length);
  let number = 0;
  let hasRoot = false;
  for (let from = 0; from < text.length; ) {
    number += 1;
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
    if (line === '') continue;
    if (line.length > longestLine) throw wrong(number, 'it is longer than 16 MiB');
    budget.spend('digest files', 1);
    const isRoot = addLine(root, line, number);
    if (isRoot && hasRoot) throw wrong(number, 'the root comes twice');
    hasRoot ||= isRoot;
  }
  if (!hasRoot) throw wrong(Math.max(1, number), 'there is no line for the root "/"');
  return root;
}

/** Whether the line was that of the root. */
function addLine(root: Directory, line: string, number: number): boolean {
  const [
    path = '',
    size = '',
    mode = '',
    ,
    uid = '',
    gid = '',
    rdev = '',
    time = '',
    payload,
    content,
    digest,
    ...xattrs
  ] = line.split(' ');
  if (payload === undefined || content === undefined || digest === undefined)
    throw wrong(number, 'it has fewer than eleven fields');
  const steps = stepsOf(unescaped(path, number), number);
  const name = steps.at(-1);
  if (mode.startsWith('@')) {
    const target = nodeAt(root, stepsOf(unescaped(payload, number), number));
    if (name === undefined || target === undefined || isDirectory(target))
      throw wrong(number, 'it links to no file that comes before it');
    put({ root, steps, name, number }, target);
    return false;
  }
  const bits = integer(mode, 8, number);
  const stat: Stat = {
    mode: bits & 0o7777,
    uid: owner(uid, number),
    gid: owner(gid, number),
    ...timeOf(time, number),
    xattrs: xattrsOf(xattrs, number),
  };
  if ((bits & formatBits) === fileTypes.directory.mode) {
    if (name === undefined) root.stat = stat;
    else put({ root, steps, name, number }, { stat, entries: new Map() });
    return name === undefined;
  }
  if (name === undefined) throw wrong(number, 'the root is not a directory');
  const fields = { size: integer(size, 10, number), rdev: integer(rdev, 10, number), payload, content, digest };
  put({ root, steps, name, number }, { stat, content: contentOf(bits & formatBits, fields, number) });
  return false;
}

interface Fields {
  readonly size: number;
  readonly rdev: number;
  readonly payload: string;
  readonly content: string;
  readonly digest: string;
}

function contentOf(type: number, { size, rdev, payload, content, digest }: Fields, number: number): LeafContent {
  switch (type) {
    case fileTypes.file.mode: {
      if (digest !== '-') return { kind: 'external', size, digest: digestOf(digest, number) };
      const bytes = content === '-' ? new Uint8Array() : Buffer.from(unescaped(content, number), 'latin1');
      if (bytes.length !== size) throw wrong(number, `its content has ${bytes.length} bytes, and its size is ${size}`);
      return { kind: 'inline', bytes };
    }
    case fileTypes.link.mode:
      if (payload === '-') throw wrong(number, 'a symbolic link has no target');
      return { kind: 'link', target: unescaped(payload, number) };
    case fileTypes['character device'].mode:
      return { kind: 'character device', rdev };
    case fileTypes['block device'].mode:
      return { kind: 'block device', rdev };
    case fileTypes.FIFO.mode:
      return { kind: 'FIFO' };
    case fileTypes.socket.mode:
      return { kind: 'socket' };
    default:
      throw wrong(number, 'its mode has an unknown kind of file');
  }
}

function digestOf(digest: string, number: number): Uint8Array {
  if (!/^(?:[0-9a-f]{64}|[0-9a-f]{128})$/.test(digest))
    throw wrong(number, 'its digest is not that of fs-verity with SHA-256 or SHA-512');
  return Buffer.from(digest, 'hex');
}

function timeOf(time: string, number: number): Pick<Stat, 'seconds' | 'nanoseconds'> {
  const [, seconds, nanoseconds] = /^(-?\d{1,15})\.(\d{1,9})$/.exec(time) ?? [];
  if (seconds === undefined || nanoseconds === undefined)
    throw wrong(number, `expected a time such as 1700000000.0, got ${JSON.stringify(time.slice(0, 40))}`);
  return { seconds: Number(seconds), nanoseconds: Number(nanoseconds) };
}

function xattrsOf(fields: readonly string[], number: number): Xattrs {
  if (fields.length === 0) return noXattrs;
  const xattrs = new Map<string, Uint8Array>();
  for (const field of fields) {
    const at = field.indexOf('=');
    if (at < 0) throw wrong(number, 'an extended attribute has no value');
    const name = unescaped(field.slice(0, at), number);
    // Readers would differ in which of two values counts.
    if (xattrs.has(name)) throw wrong(number, 'an extended attribute comes twice');
    xattrs.set(name, Buffer.from(unescaped(field.slice(at + 1), number), 'latin1'));
  }
  return xattrs;
}

function integer(text: string, radix: 8 | 10, number: number): number {
  const isValid = radix === 8 ? /^[0-7]{1,7}$/.test(text) : /^\d{1,16}$/.test(text);
  const value = Number.parseInt(text, radix);
  if (isValid && Number.isSafeInteger(value)) return value;
  throw wrong(number, `expected a number, got ${JSON.stringify(text.slice(0, 40))}`);
}

function owner(text: string, number: number): number {
  const value = integer(text, 10, number);
  if (value <= 0xffff_ffff) return value;
  throw wrong(number, `expected an id of 32 bits, got ${text}`);
}

function stepsOf(path: string, number: number): readonly string[] {
  const steps = path.split('/').filter((step) => step !== '');
  const isInvalid = (step: string) => step === '.' || step === '..' || step.length > 255 || step.includes('\0');
  if (!path.startsWith('/') || steps.some(isInvalid)) {
    throw wrong(number, `invalid path ${JSON.stringify(path.slice(0, 200))}`);
  }
  if (steps.length > deepest) throw wrong(number, `its path has more than ${deepest} names`);
  return steps;
}

interface Place {
  readonly root: Directory;
  readonly steps: readonly string[];
  readonly name: string;
  readonly number: number;
}

function put({ root, steps, name, number }: Place, node: Node): void {
  const parent = nodeAt(root, steps.slice(0, -1));
  if (parent === undefined || !isDirectory(parent)) throw wrong(number, 'its directory does not come before it');
  if (parent.entries.has(name)) throw wrong(number, 'its path comes twice');
  parent.entries.set(name, node);
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

/** Each character of the result is a byte: what is not ASCII and not escaped is UTF-8. */
function unescaped(text: string, number: number): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/\\(?:x([0-9a-f]{2})|(.?))/g, (_, hex: string | undefined, letter: string) => {
      const found = hex === undefined ? letters[letter] : String.fromCharCode(Number.parseInt(hex, 16));
      if (found === undefined) throw wrong(number, `unknown escape "\\${letter}"`);
      return found;
    });
}

function wrong(line: number, why: string): Fault {
  return new Fault('composefs/dump', `invalid dump: ${why}`, {
    at: { line },
    hint: 'write it with "bootwright seal dump" or "bootc container compute-composefs-digest --write-dumpfile-to"',
  });
}
