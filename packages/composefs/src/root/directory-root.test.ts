import type { WalkedEntry } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { encodeDump } from '../dump/encode-dump.ts';
import { directoryRoot } from './directory-root.ts';

const entry = (path: string, kind: WalkedEntry['kind'], more: Partial<WalkedEntry> = {}): WalkedEntry => ({
  ...{ path, kind, mode: 0o755, uid: 0, gid: 0, seconds: 1, nanoseconds: 5, size: 0, device: 0, target: '' },
  identity: path,
  changedAt: 0n,
  content: () => [],
  ...more,
});
const file = (path: string, text: string, more: Partial<WalkedEntry> = {}) =>
  entry(path, 'file', { size: text.length, content: () => [Buffer.from(text)], ...more });
const linesOf = (entries: readonly WalkedEntry[]) => [
  ...encodeDump(directoryRoot([entry('', 'directory'), ...entries], { algorithm: 'sha256' })),
];

test('names of one inode are one file, and a short file is kept with its bytes', () => {
  const entries = [
    file('a', 'hi', { identity: '1' }),
    file('b', 'hi', { identity: '1' }),
    entry('c', 'link', { target: 'a' }),
  ];
  expect(linesOf(entries)).toEqual([
    '/ 0 40755 2 0 0 0 1.5 - - -\n',
    '/a 2 100755 2 0 0 0 1.5 - hi -\n',
    '/b 0 @120000 - - - - 0.0 /a - -\n',
    '/c 1 120755 1 0 0 0 1.5 a - -\n',
  ]);
});

test('a longer file has the fs-verity digest of all its portions, and attributes come by path', () => {
  const text = 'x'.repeat(65);
  const parts = file('a', text, { content: () => [Buffer.from(text.slice(0, 10)), Buffer.from(text.slice(10))] });
  const xattrs = new Map([['a', new Map([['user.b', Buffer.from('c')]])]]);
  const root = directoryRoot([entry('', 'directory'), parts], { algorithm: 'sha256', xattrs });
  const [, line = ''] = [...encodeDump(root)];
  const [, whole = ''] = linesOf([file('a', text)]);
  expect(line).toBe(whole.replace('\n', ' user.b=c\n'));
});

describe('a file that changes while it is read is a fault', () => {
  test.each([
    ['shorter', 'hi', 3],
    ['longer', 'hi', 1],
    ['longer, of the kind that is not kept', 'x'.repeat(100), 99],
  ])('%s', (_, text, size) => {
    const outcome = outcomeOf(() => linesOf([file('a', text, { size })]));
    expect(outcome).toMatchObject({
      fault: 'inspect/changed',
      message: '/a was changed while the directory was read',
    });
  });
});
