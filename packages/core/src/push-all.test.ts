import { expect, test } from 'vitest';
import { largest } from './largest.ts';
import { pushAll } from './push-all.ts';

const many = 300_000;

test('a list takes more items than a call takes arguments', () => {
  const list = [7];
  pushAll(
    list,
    Array.from({ length: many }, (_, index) => index),
  );
  expect(list.length).toBe(many + 1);
  expect([list[0], list[1], list.at(-1)]).toEqual([7, 0, many - 1]);
});

test('the largest of more numbers than a call takes arguments, and of none', () => {
  expect(largest(Array.from({ length: many }, (_, index) => index))).toBe(many - 1);
  expect(largest([], 3)).toBe(3);
  expect(largest([-5])).toBe(0);
});
