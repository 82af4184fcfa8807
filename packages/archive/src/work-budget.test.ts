import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { WorkBudget, workLimits } from './work-budget.ts';

const mebibyte = 1024 * 1024;

describe('an image of 1 MiB', () => {
  const budget = new WorkBudget();
  budget.store(mebibyte);

  test('may cost a fraction of what a large image may', () => {
    const limits = Object.keys(workLimits).map((kind) => [kind, budget.limit(kind as keyof typeof workLimits)]);
    expect(Object.fromEntries(limits)).toEqual({
      'unpacked bytes': 712 * mebibyte,
      entries: 549_525,
      paths: 549_525,
      'kept files': 20_000,
      'name bytes': 18 * mebibyte,
      'header bytes': 20 * mebibyte,
      extents: 262_144,
      'link steps': 2_000_000,
      'path bytes': 16 * mebibyte,
      'database steps': 1_000_000,
      'history bytes': 64 * mebibyte,
      'pattern size': 531_072,
      'pattern steps': 66_777_216,
      'pattern memory': 18 * mebibyte,
      'look-around': 20_000_000,
      'digest files': 16_192,
      'digest steps': 462_144,
      'attribute bytes': 5 * mebibyte,
      'policy bytes': 32 * mebibyte,
      'text bytes': 4 * mebibyte,
      'kept bytes': 32 * mebibyte,
      'whole bytes': 20 * mebibyte,
      'initramfs bytes': 80 * mebibyte,
    });
  });
});

test('a limit is reached exactly, and what goes beyond it is a fault', () => {
  const budget = new WorkBudget();
  budget.spend('database steps', 999_999);
  budget.spend('database steps', 1);
  expect(budget.left('database steps')).toBe(0);
  expect(outcomeOf(() => budget.spend('database steps', 1))).toEqual({
    fault: 'image/too-large',
    message: 'the image has more than 1000000 cells and columns in databases of packages',
  });
  expect(budget.exceeded?.code).toBe('image/too-large');
});

test('what is stored allows more, up to the limit of all images', () => {
  const budget = new WorkBudget();
  expect(budget.limit('entries')).toBe(200_000);
  budget.store(3000);
  expect(budget.limit('entries')).toBe(201_000);
  budget.store(2 ** 40);
  expect(budget.limit('entries')).toBe(2_000_000);
});

test('what was unpacked does not count as stored: an archive in an archive allows no more', () => {
  const budget = new WorkBudget();
  budget.store(mebibyte);
  budget.endStored();
  budget.store(1000 * mebibyte);
  expect(budget.limit('unpacked bytes')).toBe(712 * mebibyte);
  expect(outcomeOf(() => budget.spend('unpacked bytes', 713 * mebibyte))).toEqual({
    fault: 'image/bomb',
    message: `the image unpacks to more than ${712 * mebibyte} bytes, too much for what it stores`,
  });
});

test('signals have their turn while work goes on', async () => {
  const abort = new AbortController();
  const budget = new WorkBudget(abort.signal);
  setImmediate(() => abort.abort(new Error('enough')));
  const work = async () => {
    for (;;) await budget.breathe();
  };
  await expect(work()).rejects.toThrow('enough');
});
