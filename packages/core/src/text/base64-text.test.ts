import { expect, test } from 'vitest';
import { base64Text } from './base64-text.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');

test.each(['', 'a', 'ab', 'abc', 'é', '日本', '🌊 and more'])('decodes %j with and without its padding', (text) => {
  expect(base64Text(encode(text))).toBe(text);
  expect(base64Text(encode(text).replaceAll('=', ''))).toBe(text);
});

test.each(['a*b=', 'YQ=x', '/w==', '=a'])('rejects %j, which is not base64 of a text', (data) => {
  expect(base64Text(data)).toBeUndefined();
});

test('rejects a million signs of padding before a letter as quickly as it reads them', () => {
  expect(base64Text(`${'='.repeat(1_000_000)}x`)).toBeUndefined();
});
