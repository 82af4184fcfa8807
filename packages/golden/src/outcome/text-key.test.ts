import { expect, test } from 'vitest';
import { textKey } from './text-key.ts';

/** Texts that V8 hashes by their length alone, which makes a Map of them as slow as a list. */
const long = (end: string) => `${'x'.repeat(20_000)}${end}`;

test('long texts have short keys, different ones for different texts', () => {
  const texts = ['a', 'b', '\ud800', '\ud801', '\ufffd'].map(long);
  const keys = texts.map(textKey);
  expect(new Set(keys).size).toBe(texts.length);
  expect(keys.map((key) => key.length)).toEqual(texts.map(() => 44));
  expect(texts.map((text) => textKey(`${text}`))).toEqual(keys);
});

test('no text has the key of a long one', () => {
  const key = textKey(long('a'));
  expect([textKey(key), textKey(`=${key}`), textKey('')]).toEqual([`=${key}`, `==${key}`, '=']);
});
