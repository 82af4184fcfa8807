import { JsonNumber } from '@bootwright/core';
import { expect, test } from 'vitest';
import { pythonJson } from './python-json.ts';

// Each text is what Python 3.11 printed for json.dumps(json.loads(TEXT), sort_keys=True).
test.each<[string, unknown, string]>([
  ['keys sorted, with blanks behind commas and colons', { b: [1, 2], a: {} }, '{"a": {}, "b": [1, 2]}'],
  [
    'keys by code point',
    { '\u{1F600}': 1, '\uFF5E': 2, '\uD800': 3, a: 4 },
    '{"a": 4, "\\ud800": 3, "\\uff5e": 2, "\\ud83d\\ude00": 1}',
  ],
  ['all but ASCII escaped', 'é\u007f\n\u0001"\\/', '"\\u00e9\\u007f\\n\\u0001\\"\\\\/"'],
  ['constants', [true, false, null], '[true, false, null]'],
  ['whole numbers', [0, -5, 9007199254740991], '[0, -5, 9007199254740991]'],
  ['whole numbers beyond doubles', new JsonNumber('123456789012345678901234567890'), '123456789012345678901234567890'],
  ['fractions that are whole', new JsonNumber('1.0'), '1.0'],
  ['a negative zero', new JsonNumber('-0.0'), '-0.0'],
  ['an exponent from 1e16 on', new JsonNumber('1e16'), '1e+16'],
  ['none before', new JsonNumber('1e15'), '1000000000000000.0'],
  ['an exponent below 1e-4', 0.00001234, '1.234e-05'],
  ['none above', 0.0001234, '0.0001234'],
  ['a fraction of digits on both sides', -12.5, '-12.5'],
  ['a large fraction', 1.5e300, '1.5e+300'],
  ['what is too large', [new JsonNumber('1e400'), new JsonNumber('-1e400')], '[Infinity, -Infinity]'],
  ['what is not a number', new JsonNumber('NaN'), 'NaN'],
])('writes %s', (_name, value, text) => {
  expect(pythonJson(value)).toBe(text);
});
