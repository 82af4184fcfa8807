import { Fault, isObject, type Location } from '@bootwright/core';
import { createTree, type NewEntry, type Tree } from '@bootwright/file-tree';

/** The `tree` of a request: path → text, `{"link": target}`, `{"dir": true}` or `{"base64": bytes}`. */
export function parseTree(value: unknown, at: Location): Tree {
  if (!isObject(value)) throw treeFault('the tree is not an object', at);
  const drawn: [string, NewEntry][] = [];
  for (const [path, entry] of Object.entries(value)) {
    const place = { ...at, path: [...(at.path ?? []), path] };
    if (!isInside(path)) throw treeFault(`${JSON.stringify(path)} is not a path inside a root`, place);
    drawn.push([path, parseEntry(entry, place)]);
  }
  return createTree(Object.fromEntries(drawn));
}

function parseEntry(entry: unknown, at: Location): NewEntry {
  if (typeof entry === 'string') return entry;
  if (isObject(entry)) {
    if (typeof entry.link === 'string') return { link: entry.link };
    if (entry.dir === true) return { dir: true };
    if (typeof entry.base64 === 'string') return Buffer.from(entry.base64, 'base64');
  }
  throw treeFault('an entry of the tree is neither text nor one of {"link"}, {"dir": true}, {"base64"}', at);
}

function isInside(path: string): boolean {
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && !name.includes('\0'));
}

function treeFault(message: string, at: Location): Fault {
  return new Fault('request/tree', message, {
    at,
    hint: 'write a file as "usr/lib/os-release": "ID=…", without a slash at its start',
  });
}
