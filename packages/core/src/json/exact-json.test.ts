import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExactJson } from './exact-json.ts';
import { JsonNumber } from './json-number.ts';
import { readJsonText } from './json-text.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 500);

test('gives each such number with its path to who takes it', () => {
  const take = (number: JsonNumber, path: readonly unknown[]) => `${path.join('.')} = ${number}`;
  expect(readExactJson('{"a": [1, {"b": 1.0}], "c": 1e400}', take)).toEqual({
    kind: 'value',
    value: { a: [1, { b: 'a.1.b = 1.0' }], c: 'c = 1e400' },
  });
});

describe('reads JSON with its numbers as they are written', () => {
  test.each<[string, string, unknown]>([
    ['next to ordinary ones', '[1, 1.0, true, null]', [1, new JsonNumber('1.0'), true, null]],
    ['as values', '{"a": {"b" : 1e400 }}', { a: { b: new JsonNumber('1e400') } }],
    ['not in strings', '["1e400", "\\\\", "\\"1.0"]', ['1e400', '\\', '"1.0']],
    ['alone', ' 9007199254740993\n', new JsonNumber('9007199254740993')],
    ['next to strings with escapes', '["\\u0041\\"", 1.0 , {} , []]', ['A"', new JsonNumber('1.0'), {}, []]],
    ['of a key that is given twice', '{"a": 1e400, "b": 1, "a": 1.0}', { a: new JsonNumber('1.0'), b: 1 }],
  ])('%s', (_name, text, value) => {
    expect(readExactJson(text)).toEqual({ kind: 'value', value });
  });

  test('a key "__proto__" is a key like any other', () => {
    const reading = readExactJson('{"__proto__": 1.0}');
    expect(Object.entries(reading.kind === 'value' ? Object(reading.value) : {})).toEqual([
      ['__proto__', new JsonNumber('1.0')],
    ]);
  });
});

test('any other JSON is read as readJsonText reads it, with a number next to it that needs the slow way', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom('', '\n\t '), (text, blank) => {
      const plain = readJsonText(text);
      const value = plain.kind === 'value' ? plain.value : undefined;
      const read = readExactJson(`[1.0${blank},${text}${blank}]`);
      expect(JSON.stringify(read.kind === 'value' ? read.value : read)).toBe(
        JSON.stringify([new JsonNumber('1.0'), value]),
      );
    }),
    { numRuns },
  );
});

test.each(['[1,', '{"a" 1.0}', '01'])('reports text that is not JSON: %s', (text) => {
  expect(readExactJson(text)).toEqual(readJsonText(text));
});
