import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readJsonText } from './json-text.ts';
import { deepest } from './json-walk.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 500);
const nested = (depth: number) => `${'['.repeat(depth)}0${']'.repeat(depth)}`;

describe('reads a JSON text', () => {
  test.each<[string, string, unknown]>([
    ['of an object', '{"a": [1, "b"]}', { a: [1, 'b'] }],
    [
      'with brackets in strings',
      JSON.stringify({ a: '['.repeat(100), '{\\"': '\\' }),
      { a: '['.repeat(100), '{\\"': '\\' },
    ],
    ['as deep as it may be', nested(deepest), JSON.parse(nested(deepest))],
  ])('%s', (_, text, value) => {
    expect(readJsonText(text)).toEqual({ kind: 'value', value });
  });

  test.each<[string, string, object]>([
    ['with nothing in it', '', { problem: 'the text ends, but a value is expected here', line: 1, column: 1 }],
    ['with more behind it', '{}\n x', { problem: 'there is more text after the value', line: 2, column: 2 }],
    [
      'too deep',
      `\n${'['.repeat(10_000_000)}`,
      { problem: `brackets are nested more than ${deepest} deep`, line: 2, column: deepest + 1 },
    ],
    [
      'too deep behind strings with escapes',
      `["\\\\", "\\"", ${nested(deepest)}]`,
      { problem: `brackets are nested more than ${deepest} deep`, line: 1, column: 13 + deepest },
    ],
    [
      'with a string that does not end',
      `"${'\\\\'.repeat(1000)}\\"[`,
      { problem: 'a string without its end', line: 1, column: 1 },
    ],
  ])('or says why it is not one: %s', (_, text, problem) => {
    expect(readJsonText(text)).toEqual({ kind: 'problem', ...problem });
  });

  it('as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        expect(readJsonText(text)).toEqual({ kind: 'value', value: JSON.parse(text) });
      }),
      { numRuns },
    );
  });
});
