import { expect, test } from 'vitest';
import { memoized } from './memoized.ts';

test('each argument is computed once', () => {
  const asked: string[] = [];
  const lengthOf = memoized((text: string) => asked.push(text) && text.length);
  expect([lengthOf('ab'), lengthOf(''), lengthOf('ab'), lengthOf('')]).toEqual([2, 0, 2, 0]);
  expect(asked).toEqual(['ab', '']);
});
