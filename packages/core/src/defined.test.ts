import { expect, expectTypeOf, test } from 'vitest';
import { defined } from './defined.ts';

test('leaves out members without a value, and no others', () => {
  expect(Object.entries(defined({ a: undefined, b: null, c: 0, d: '', e: false }))).toEqual([
    ['b', null],
    ['c', 0],
    ['d', ''],
    ['e', false],
  ]);
});

test('has a type in which absent members are not undefined', () => {
  const size: number | undefined = [1, 2].at(0);
  const found: { readonly size?: number } = defined({ size });
  expect(found).toEqual({ size: 1 });
  expectTypeOf(defined({ size })).toEqualTypeOf<{ readonly size?: number }>();
});
