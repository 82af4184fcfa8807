import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedManifests, recordingLines, recordings } from '../../../../tools/reference.ts';
import type { Manifest } from '../manifest.ts';
import { encodeJson, encodeJsonCompact, encodeManifest } from './encode-manifest.ts';
import { compareKeys } from './sorted-record.ts';

/** The rules once more, as plainly as they can be said. */
function plainly(value: unknown, indent: string, depth = 0): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value);
  const isMap = keys.some((key) => /^\d/.test(key)) && /^\d/.test(keys[0] ?? '');
  const parts = Array.isArray(value)
    ? value.map((item) => plainly(item, indent, depth + 1))
    : (isMap ? keys.sort(compareKeys) : keys).map(
        (key) =>
          `${quoted(key)}:${indent === '' ? '' : ' '}${plainly(Object.getOwnPropertyDescriptor(value, key)?.value, indent, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  const line = (level: number) => (indent === '' ? '' : `\n${indent.repeat(level)}`);
  return open + line(depth + 1) + parts.join(`,${line(depth + 1)}`) + line(depth) + close;
}

function quoted(text: string): string {
  const letters = [...text].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
    return '<>&\u2028\u2029'.includes(letter)
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : JSON.stringify(letter).slice(1, -1);
  });
  return `"${letters.join('')}"`;
}

const anyJson = fc.jsonValue({ stringUnit: 'binary', maxDepth: 6 });
const awkward = fc
  .array(
    fc.constantFrom('<', '>', '&', '\u2028', '\u2029', '\\', 'u', 'd', '8', '"', '\ud800', '\udc00', '\b', '\u0000'),
  )
  .map((parts) => parts.join(''));

describe('the text of a value', () => {
  test.each([
    ['an empty list', [], '[]\n'],
    ['an empty object', {}, '{}\n'],
    ['a nested empty list', { a: [] }, '{\n  "a": []\n}\n'],
    ['numbers, truth and null', [1, -2.5, true, false, null], '[\n  1,\n  -2.5,\n  true,\n  false,\n  null\n]\n'],
    ['signs that Go escapes for HTML', '<a & b>', '"\\u003ca \\u0026 b\\u003e"\n'],
    ['line separators', '\u2028\u2029', '"\\u2028\\u2029"\n'],
    ['control characters', '\b\f\n\r\t\u0000\u001f', '"\\b\\f\\n\\r\\t\\u0000\\u001f"\n'],
    ['DEL and what is not ASCII', '\u007fé😀', '"\u007fé😀"\n'],
    ['quotes and backslashes', '"\\', '"\\"\\\\"\n'],
    ['half a character', 'a\ud800b', '"a\\ufffdb"\n'],
    ['text that looks like an escape of half a character', '\\ud800', '"\\\\ud800"\n'],
    ['half a character behind a backslash', '\\\ud800', '"\\\\\\ufffd"\n'],
    [
      'a map with numbers as keys, sorted as Go does',
      { 9: 1, 10: 2, '-': 3 },
      '{\n  "-": 3,\n  "10": 2,\n  "9": 1\n}\n',
    ],
    ['a key that prototypes have', JSON.parse('{"__proto__": 1}'), '{\n  "__proto__": 1\n}\n'],
    ['a key without a value', { a: undefined, b: 1 }, '{\n  "b": 1\n}\n'],
  ])('%s', (_name, value, text) => {
    expect(encodeJson(value)).toBe(text);
  });

  test('indents the same devices again at another depth', () => {
    const devices = { disk: { type: 'x' } };
    const value = { a: { devices }, list: [{ devices }, { devices }], devices };
    expect(encodeJson(value)).toBe(`${plainly(value, '  ')}\n`);
  });

  test('goes on in one line where it is nested deeper than any manifest, whatever the size of the stack', () => {
    const nested = (levels: number): unknown => {
      let value: unknown = { 9: [], 10: {}, a: 'x<', b: undefined };
      for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value, 1] : { k: value, z: null };
      return value;
    };
    const innermost = '{"10":{},"9":[],"a":"x\\u003c"}';
    const flat = `${'{"k":['.repeat(50_000)}${innermost}${',1],"z":null}'.repeat(50_000)}\n`;
    expect(encodeJsonCompact(nested(100_000))).toBe(flat);
    const text = encodeJson(nested(100_000));
    expect(text.split('\n').length).toBeLessThan(2_000);
    expect(text.replaceAll(/\s/g, '')).toBe(flat.trimEnd());
  });

  test('is read back as the same value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(encodeJson(value))).toEqual(
          JSON.parse(
            JSON.stringify(value).replaceAll(
              /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]../g,
              (found) => `${found.slice(0, -5)}ufffd`,
            ),
          ),
        );
      }),
    );
  });

  test.each([
    ['indented', encodeJson, '  '],
    ['compact', encodeJsonCompact, ''],
  ])('follows the rules, %s', (_name, encode, indent) => {
    fc.assert(
      fc.property(fc.oneof(anyJson, awkward, fc.dictionary(awkward, anyJson)), (value) => {
        expect(encode(value)).toBe(`${plainly(value, indent)}\n`);
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(recordings.missing)(`the recorded manifests, parsed and encoded again${recordings.note}`, () => {
  interface Expected {
    readonly name: string;
    readonly manifest_sha256?: string;
    readonly manifest?: Manifest;
  }
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  test('that are held as text give the same bytes, with the recorded checksums', () => {
    const checksums = ['systematic', 'trees'].flatMap((set) => recordingLines<Expected>(`${set}.expected.jsonl`));
    const expected = new Map(checksums.map(({ name, manifest_sha256 }) => [name, manifest_sha256]));
    const texts = recordedManifests();
    expect(texts.length).toBe(checksums.filter(({ manifest_sha256 }) => manifest_sha256 !== undefined).length);
    const differing = texts.filter(({ name, text }) => {
      const encoded = encodeManifest(JSON.parse(text));
      return encoded !== text || sha256(encoded) !== expected.get(name);
    });
    expect(differing.map(({ name }) => name)).toEqual([]);
  });

  test('that are held as values have the recorded checksums', () => {
    const values = ['random', 'random-iso'].flatMap((set) => recordingLines<Expected>(`${set}.expected.jsonl.gz`));
    const wrong = values.filter(
      ({ manifest, manifest_sha256 }) => manifest !== undefined && sha256(encodeManifest(manifest)) !== manifest_sha256,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

test('a document whose text no string can hold is a fault', () => {
  const long = 'x'.repeat(2 ** 24);
  const value = Array.from({ length: 40 }, () => long);
  expect(() => encodeJson(value)).toThrow(expect.objectContaining({ code: 'osbuild/too-large' }));
});
