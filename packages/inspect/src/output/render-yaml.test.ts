import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderYaml } from './render-yaml.ts';

test.each([
  ['words', { name: 'a b', list: ['x', '1'] }, 'name: a b\nlist:\n  - x\n  - "1"\n'],
  ['a line break', { name: 'a\n::error::b' }, 'name: "a\\n::error::b"\n'],
  ['C1, bidi and zero-width characters', ['a\u009bb\u202ec\u200bd'], '- "a\\u009bb\\u202ec\\u200bd"\n'],
  ['a tag beyond the basic plane', ['a\u{e0041}'], '- "a\\U000e0041"\n'],
  ['a key with a line break', { 'a\nb': 1 }, '"a\\nb": 1\n'],
  ['a long text', ['word '.repeat(40).trim()], `- ${'word '.repeat(40).trim()}\n`],
  ['a command of GitHub', { '::error::x': '##[error]y' }, '"::error::x": "\\u0023#[error]y"\n'],
])('%s', (_what, value, text) => {
  expect(renderYaml(value)).toBe(text);
});

test('any value is the same again, with nothing unsafe in its text', () => {
  const key = fc.string({ unit: 'binary', minLength: 1 });
  const value = fc.dictionary(key, fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' }))), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(value, (any) => {
      const text = renderYaml(any);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(text).not.toMatch(/^\s*::|##\[/m);
      expect(parse(text)).toEqual(any);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 200) },
  );
});
