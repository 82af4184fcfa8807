import { lstatSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bytes } from '@bootwright/core';
import { bytes, Fault } from '@bootwright/core';
import { attempt } from './directory.ts';

/**
 * The bytes that the files below a directory of the host hold, as `du --apparent-size` counts: regular files, each
 * once however many names it has, and the targets of links. Links are not followed, other file systems not entered.
 * Faults: `inspect/unreadable` where a directory cannot be read, `inspect/too-large` beyond 2^53 - 1 bytes.
 */
export function directorySize(root: string): Bytes {
  const start = Buffer.from(resolve(root));
  const device = attempt(root, () => lstatSync(start)).dev;
  const counted = new Set<string>();
  const directories: Buffer[] = [start];
  let total = 0;
  for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
    for (const path of childrenOf(directory)) {
      const stats = attempt(path.toString(), () => lstatSync(path, { throwIfNoEntry: false }));
      if (stats === undefined) continue;
      if (stats.isDirectory()) {
        if (stats.dev === device) directories.push(path);
      } else if (stats.isFile() || stats.isSymbolicLink()) {
        if (stats.nlink > 1 && !isNew(counted, `${stats.dev}:${stats.ino}`)) continue;
        total += stats.size;
      }
    }
  }
  if (!Number.isSafeInteger(total)) {
    throw new Fault('inspect/too-large', `the files below ${JSON.stringify(root)} hold more than 2^53 - 1 bytes`, {
      at: { file: root },
      hint: 'give the size yourself',
    });
  }
  return bytes(total);
}

function childrenOf(directory: Buffer): readonly Buffer[] {
  const slash = Buffer.from('/');
  const names = attempt(directory.toString(), () => readdirSync(directory, { encoding: 'buffer' }));
  return names.map((name) => Buffer.concat([directory, slash, name]));
}

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
