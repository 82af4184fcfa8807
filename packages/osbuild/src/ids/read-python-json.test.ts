import { JsonNumber } from '@bootwright/core';
import { expect, test } from 'vitest';
import { readPythonJson } from './read-python-json.ts';

test.each<[string, string, unknown]>([
  [
    'constants of Python',
    '[NaN, Infinity, -Infinity]',
    [new JsonNumber('NaN'), new JsonNumber('1E999999'), new JsonNumber('-1E999999')],
  ],
  ['not in strings', '["NaN", "a\\"Infinity", NaN]', ['NaN', 'a"Infinity', new JsonNumber('NaN')]],
  ['next to a number of the form of the stand-in', '[0E0, NaN]', [new JsonNumber('0E0'), new JsonNumber('NaN')]],
  ['the last of equal keys', '{"a": 1, "a": 2}', { a: 2 }],
])('reads %s', (_name, text, value) => {
  expect(readPythonJson(text)).toEqual({ kind: 'value', value });
});

test('reads constants next to a text that a pattern has no stack for', () => {
  const long = 'x'.repeat(40_000_000);
  expect(readPythonJson(`["${long}", NaN]`)).toEqual({ kind: 'value', value: [long, new JsonNumber('NaN')] });
});

test.each([
  ['-NaN', 1, 1],
  ['{"a": NaNs}', 1, 7],
  ['\uFEFF{}', 1, 1],
  ['[NaN\n oops]', 2, 2],
  ['[NaN, "NaN', 1, 7],
])('rejects %j with its place', (text, line, column) => {
  expect(readPythonJson(text)).toMatchObject({ kind: 'problem', line, column });
});
