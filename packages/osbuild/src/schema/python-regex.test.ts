import { expect, test } from 'vitest';
import { pythonRegex } from './python-regex.ts';

// Each verdict is what Python 3.11 gave for re.search(PATTERN, TEXT).
test.each<[string, RegExp, string, boolean]>([
  ['a line feed at the end', /^[a-f0-9]{3}$/, 'abc\n', true],
  ['another one', /^[a-f0-9]{3}$/, 'abc\n\n', false],
  ['a carriage return at the end', /^[a-f0-9]{3}$/, 'abc\r', false],
  ['letters and digits of any script', /^[\w.-]{1,250}\.conf$/, 'größe-٣.日本.conf', true],
  ['a combining mark', /^\w$/, '\u0301', false],
  ['letters that are named', /^[a-z]+$/, 'é', false],
  ['digits of any script', /^\d+$/, '٣', true],
  ['a digit that is not decimal', /^\d+$/, '²', false],
  ['a code point as one character', /^.{1,2}$/, '😀😀', true],
  ['three of them', /^.{1,2}$/, '😀😀😀', false],
  ['separators of lines that are not line feeds', /^.{3}$/, '\r\u2028\u0085', true],
  ['a line feed', /^.$/, '\n', false],
  ['a blank that only Python knows', /^[^/:.\s]{1,2}$/, '\u001c', false],
  ['a byte order mark, which is not a blank there', /^[^/:.\s]{1,2}$/, '\uFEFF', true],
  ['a boundary behind a letter', /^é\b-$/, 'é-', true],
  ['escapes that need none', /^[./\w\-_]{1,250}.rules$/, 'é-ü.rules', true],
  ['a hyphen between brackets', /^[0-9a-zA-Z-._:]+$/, 'a-._:\n', true],
  ['a bracket between brackets', /^[[\]x]+$/, '[x]\n', true],
  ['half of a surrogate pair', /^.$/, '\ud800', true],
  ['plain text', /^(?!\.\.)[a-z]+$/, 'abc', true],
])('finds %s as Python does', (_name, pattern, text, found) => {
  expect(pythonRegex(pattern).test(text)).toBe(found);
  expect(pythonRegex(pattern).source).toBe(pattern.source);
});
