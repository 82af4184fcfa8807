import { expect, test } from 'vitest';
import { withExactSeed } from './exact-seed.ts';

test.each([
  ['a small seed stays a number', '{"seed": 7}', { seed: 7 }],
  ['the largest seed', '{"seed": 9223372036854775807}', { seed: '9223372036854775807' }],
  ['the least seed', '{"a": 1, "seed" : -9223372036854775808}', { a: 1, seed: '-9223372036854775808' }],
  ['a seed in words stays', '{"seed": "9223372036854775807"}', { seed: '9223372036854775807' }],
  [
    'text that looks like a seed is not taken for one',
    '{"name": "\\"seed\\": 1", "seed": 9223372036854775807}',
    { name: '"seed": 1', seed: '9223372036854775807' },
  ],
  ['no seed', '{}', {}],
  ['no object', '[1]', [1]],
])('%s', (_name, text, expected) => {
  expect(withExactSeed(JSON.parse(text), text)).toEqual(expected);
});
