import { WorkBudget } from '@bootwright/archive';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { collectionSteps, collectTree } from './collect-tree.ts';
import type { TreeSource } from './tree-source.ts';

/** Files of one directory, all of which are the same one. */
function manyNames(count: number, size: number): { readonly source: TreeSource; readonly reads: () => number } {
  let reads = 0;
  const directory = 'usr/lib/bootc/install';
  const source: TreeSource = {
    look: (path) => {
      if (directory === path || directory.startsWith(`${path}/`)) return { kind: 'directory' };
      return path.startsWith(`${directory}/`) ? { kind: 'file', size, identity: 'one' } : undefined;
    },
    list: () => Array.from({ length: count }, (_, index) => `${index}.toml`),
    read: (_path, _offset, length) => {
      reads += 1;
      return new Uint8Array(length);
    },
  };
  return { source, reads: () => reads };
}

const wanted = [{ pattern: 'usr/lib/bootc/install/*.toml', mode: 'text' }] as const;

test('a file of several names is read once, and shares its bytes', () => {
  const { source, reads } = manyNames(100, 1000);
  const { entries } = collectTree(source, wanted);
  expect(reads()).toBe(1);
  const [first, second] = ['1.toml', '2.toml'].map((name) => entries.get(`usr/lib/bootc/install/${name}`));
  expect(first).toMatchObject({ kind: 'file', size: 1000, pieces: [{ offset: 0 }] });
  expect(second).toBe(first);
});

test('each name counts, since each will be parsed', () => {
  const { source } = manyNames(9000, 1024 * 1024);
  expect(outcomeOf(() => collectTree(source, wanted))).toEqual({
    fault: 'image/too-large',
    message: 'the image has more than 4194304 bytes of configuration',
  });
});

test('links that lead on through many steps for each of many names are bounded', () => {
  let looks = 0;
  const way = 'd/../'.repeat(800);
  const source: TreeSource = {
    look: (path) => {
      looks += 1;
      if (path.endsWith('.toml')) return { kind: 'link', target: `${way}x` };
      return path.endsWith('/x') ? { kind: 'file', size: 1, identity: path } : { kind: 'directory' };
    },
    list: () => Array.from({ length: 9000 }, (_, index) => `${index}.toml`),
    read: (_path, _offset, length) => new Uint8Array(length),
  };
  const budget = new WorkBudget();
  expect(outcomeOf(() => collectTree(source, wanted, budget))).toMatchObject({
    fault: 'image/too-large',
    message: 'the image has more than 16777216 bytes of paths that lead through links',
  });
  expect(looks).toBeLessThan(10_000);
});

test('signals may have their turn before each path', () => {
  const { source } = manyNames(9000, 10);
  expect([...collectionSteps(source, wanted, new WorkBudget())].length).toBeGreaterThanOrEqual(9000);
});

test('directories inside one another are followed, however deep an image makes them', () => {
  const deepest = 3500;
  const depthOf = (path: string) => path.split('/').length - 1;
  const source: TreeSource = {
    look: (path) => (path.endsWith('.efi') ? { kind: 'file', size: 1 } : { kind: 'directory' }),
    list: (path) => (depthOf(path) < deepest ? ['d'] : ['a.efi']),
    read: () => new Uint8Array(1),
  };
  const budget = new WorkBudget();
  budget.store(1024 ** 3);
  const { entries } = collectTree(source, [{ pattern: '**/*.efi', mode: 'presence' }], budget);
  expect(entries.has(`${Array.from({ length: deepest + 1 }, () => 'd').join('/')}/a.efi`)).toBe(true);
});

test('directories are followed in the order of their names, each before those below it', () => {
  const looked: string[] = [];
  const tree: Readonly<Record<string, readonly string[]>> = { '': ['a', 'b'], a: ['c', 'd'], 'a/d': ['e'] };
  const source: TreeSource = {
    look: () => ({ kind: 'directory' }),
    list: (path) => {
      looked.push(path);
      return tree[path] ?? [];
    },
    read: () => new Uint8Array(),
  };
  collectTree(source, [{ pattern: '**/*.efi', mode: 'presence' }]);
  expect(looked.slice(0, 6)).toEqual(['', 'a', 'a/c', 'a/d', 'a/d/e', 'b']);
});
