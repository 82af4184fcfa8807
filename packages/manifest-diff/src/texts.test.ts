import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameButIdentifier } from './diff/identifier.ts';
import { byteText } from './disk/size-field.ts';
import { escapeMarkdown } from './text/escape-markdown.ts';
import { nameText } from './text/name-text.ts';
import { describeSizes } from './text/size-text.ts';
import { valueText } from './text/value-text.ts';
import { wrapped } from './text/wrapped.ts';

describe('text of a manifest', () => {
  test.each([
    ['an escape code', '\u001b[2J', '\\u001b[2J'],
    ['text turned around', 'a\u202eb', 'a\\u202eb'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['half a character', 'a\ud800', 'a\\ud800'],
    ['a line feed', 'a\nb', 'a\\u000ab'],
    ['letters of any script', 'Größe 尺寸 😀', 'Größe 尺寸 😀'],
  ])('with %s is a name that is safe to print', (_name, text, safe) => {
    expect(nameText(text)).toBe(safe);
  });

  test('is broken between words, and inside where it must be', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrapped('', 3)).toEqual(['']);
    expect(wrapped('abcdefgh::error::x', 8)).toEqual(['abcdefgh', '\\u003a:e', 'rror::x']);
    expect(wrapped('漢字漢字 ab', 5)).toEqual(['漢字', '漢字', 'ab']);
  });
});

describe('a value in one line', () => {
  test.each([
    ['a text', 'a "b"', '"a \\"b\\""'],
    ['an object', { a: 1, 'b c': [true, null] }, '{ a: 1, "b c": [true, null] }'],
    ['nothing', {}, '{}'],
    ['an empty list', [], '[]'],
  ])('%s', (_name, value, text) => {
    expect(valueText(value)).toBe(text);
  });

  test('is never longer than it may be, however deep or large', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(valueText(deep).length).toBeLessThanOrEqual(120);
    expect(valueText('x'.repeat(10_000_000)).length).toBe(120);
    fc.assert(fc.property(fc.jsonValue(), (value) => valueText(value, 30).length <= 30));
  });
});

describe('a size', () => {
  test.each([
    ['10737418240', 10 * 2 ** 30],
    ['16106127360B', 16106127360],
    ['10G', 10 * 2 ** 30],
    ['2048s', 2 ** 20],
    ['', undefined],
    ['ten', undefined],
    ['1.5G', undefined],
    ['99999999999T', undefined],
  ])('%j is %j bytes', (text, bytes) => {
    expect(byteText(text)).toBe(bytes);
  });

  test('that shrinks says so', () => {
    expect(describeSizes({ before: 2 ** 21, after: 2 ** 20 + 512 })).toBe(
      '2 MiB → 1 MiB (-1 MiB; 2097152 → 1049088 bytes)',
    );
  });
});

test('a digest is named by its beginning', () => {
  expect(nameText(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe('sha256:0123456789ab…');
});

describe('two texts differ in identifiers alone', () => {
  const [one, other] = ['0FC63DAF-8483-4772-8E79-3D69D8477DE4', '4f68bce3-e8cd-4db1-96e7-fbcaf984b709'];
  test.each([
    ['a UUID of one role', 'uuid', one, other, true],
    ['a volume id', 'volid', '7B7795E7', '6D1AADC9', true],
    ['a device by UUID', 'What', `/dev/disk/by-uuid/${one}`, `/dev/disk/by-uuid/${other}`, true],
    ['a device by volume id', 'What', '/dev/disk/by-uuid/7B77-95E7', '/dev/disk/by-uuid/6D1A-ADC9', true],
    ['a kernel argument', 1, `root=UUID=${one}`, `root=UUID=${other}`, true],
    ['a kernel argument that changes as well', 1, `root=UUID=${one}`, `root=PARTUUID=${other}`, false],
    ['a partition type', 'type', one, other, false],
    ['words', 'name', 'one', 'other', false],
    ['the label of a medium', 'volid', 'Fedora-43', 'Fedora-44', false],
    ['a number', 'uuid', 1, 2, false],
  ])('%s', (_name, key, before, after, answer) => {
    expect(sameButIdentifier(key, before, after)).toBe(answer);
  });
});

test.each([
  ['os: stage users added', 'os: stage users added'],
  ['f-x86_64-ami "a" it\'s', 'f-x86_64-ami "a" it\'s'],
  [':smile: https://x #1 @me', '&#58;smile: https&#58;//x &#35;1 &#64;me'],
  ['_a_ __b__', '&#95;a&#95; &#95;&#95;b&#95;&#95;'],
  ['www.example.com <b> [x](y) `z`', 'www&#46;example.com &#60;b&#62; &#91;x&#93;(y) &#96;z&#96;'],
])('Markdown has %j readable as text, and without meaning', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(`<code>${escaped}</code>`);
});
