import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolvePath } from './resolve-path.ts';
import type { NewEntry } from './tree.ts';
import { createTree } from './tree.ts';

const tree = createTree({
  'usr/lib/file': 'x',
  'usr/lib/up': { link: '../../../../etc/file' },
  'usr/lib/absolute': { link: '/usr/lib/file' },
  'usr/lib/same': { link: './file' },
  'usr/lib/loop': { link: 'loop' },
  'etc/file': 'y',
  lib: { link: 'usr/lib' },
  boot: { link: 'nowhere' },
  long: { link: 'x'.repeat(256) },
});
const look = (path: string) => tree.entries.get(path);

test.each([
  ['a file', 'usr/lib/file', 'usr/lib/file'],
  ['slashes and dots', '//usr/./lib//file', 'usr/lib/file'],
  ['a link next to its target', 'usr/lib/same', 'usr/lib/file'],
  ['a link to a directory', 'lib/file', 'usr/lib/file'],
  ['an absolute link', 'lib/absolute', 'usr/lib/file'],
  ['more dots than there are directories', 'usr/lib/up', 'etc/file'],
  ['the root', '', ''],
])('clamped, %s is found', (_, path, real) => {
  expect(resolvePath(look, path, { escape: 'clamp' })).toMatchObject({ kind: 'found', path: real });
});

test.each([
  ['nothing', 'usr/share', 'clamp', 'absent', undefined],
  ['a link to nothing', 'boot', 'clamp', 'absent', undefined],
  ['a path through a file', 'usr/lib/file/x', 'clamp', 'rejected', 'inspect/not-a-directory'],
  ['a loop', 'usr/lib/loop', 'clamp', 'rejected', 'inspect/link-loop'],
  ['a link to a name of 256 bytes', 'long', 'clamp', 'rejected', 'inspect/name-too-long'],
  ['an absolute link', 'usr/lib/absolute', 'reject', 'rejected', 'inspect/outside'],
  ['a link above the root', 'usr/lib/up', 'reject', 'rejected', 'inspect/outside'],
  ['a step above the root', '..', 'reject', 'rejected', 'inspect/outside'],
] as const)('%s: %s under "%s" is %s', (_, path, rule, kind, code) => {
  const found = resolvePath(look, path, { escape: rule });
  expect([found.kind, found.kind === 'rejected' ? found.fault.code : undefined]).toEqual([kind, code]);
});

test('a fence deeper than the root', () => {
  expect(resolvePath(look, 'same', { escape: 'reject', within: 'usr/lib' })).toMatchObject({ path: 'usr/lib/file' });
  expect(resolvePath(look, '../lib/same', { escape: 'reject', within: 'usr/lib' }).kind).toBe('rejected');
});

test('the link itself, where it is not to be followed', () => {
  expect(resolvePath(look, 'lib/same', { escape: 'clamp', followLast: false })).toMatchObject({
    path: 'usr/lib/same',
    entry: { kind: 'link' },
  });
});

describe('whatever the links', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  const target = fc.array(fc.oneof(name, fc.constantFrom('..', '.', '')), { minLength: 1, maxLength: 6 });
  const entry = fc.oneof(
    target.map((steps): NewEntry => ({ link: steps.join('/') })),
    fc.constant<NewEntry>('file'),
  );

  test('a path ends at a real entry of the tree, or nowhere', () => {
    fc.assert(
      fc.property(fc.dictionary(path, entry), path, fc.constantFrom('clamp', 'reject'), (files, wanted, rule) => {
        const drawn = createTree(files);
        const found = resolvePath((real) => drawn.entries.get(real), wanted, { escape: rule });
        if (found.kind === 'found') expect(drawn.entries.get(found.path)).toEqual(found.entry);
      }),
    );
  });
});
