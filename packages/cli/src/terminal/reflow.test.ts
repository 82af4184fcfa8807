import { expect, test } from 'vitest';
import { reflow } from './reflow.ts';

const text = `Words of a paragraph
that goes on:
  one    the first of them
  three  the third, of which more is to say
  {"a line": "as it is, however long"}
Another paragraph.

And one more.`;

test('paragraphs are filled, and rows hang', () => {
  expect(reflow(text, 30)).toBe(`Words of a paragraph that goes
on:
  one    the first of them
  three  the third, of which
         more is to say
  {"a line": "as it is, however long"}
Another paragraph.

And one more.`);
});

test('where there is room, only paragraphs are joined', () => {
  expect(reflow(text, 100)).toBe(text.replace('paragraph\nthat', 'paragraph that'));
});
