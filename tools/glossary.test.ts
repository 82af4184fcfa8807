import { expect, test } from 'vitest';
import { checkGlossary, findings } from './glossary/check-glossary.mjs';

const places = (file: string, text: string) => findings(file, text).map(({ line, found }) => `${line}: ${found}`);

test.each([
  ['a comment', '// It is made anew.\nconst a = 1;', ['1: anew']],
  ['a doc comment, at its line', '/**\n * Reads it.\n * A list is none.\n */\nfunction read() {}', ['3: is none']],
  ['a message', "fault('x', 'the ladder has ended');", ['1: ladder']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template
  ['each part of a template', 'const a = `${b} is not there`;', ['1: is not there']],
  ['the name of a test', "test('is told of a fault', () => {});", ['1: told']],
  ['a declared name', 'const guestWishes = 1;', ['1: Wish']],
  ['a member of a type', 'interface A { readonly wish: string }', ['1: wish']],
])('reports %s', (_, source, expected) => {
  expect(places('a.ts', source)).toEqual(expected);
});

test.each([
  ['the path of an import', "import { a } from './judgement/a.ts';"],
  ['a name of somebody else', 'console.log(other.wish);'],
  ['code within a comment', '// `anew` is a word.'],
  ['words inside of other words', '// Amendments are wishlists.'],
  ['"there is no", which is plain English', '// There is no kernel.'],
])('passes %s', (_, source) => {
  expect(places('a.ts', source)).toEqual([]);
});

test('reports prose of a document with its line, and passes its code', () => {
  expect(places('a.md', 'It lies beside `beside`.\n```\nanew\n```\nMend it.')).toEqual([
    '1: beside',
    '1: lies beside',
    '5: Mend',
  ]);
});

test('reports the name of a file', () => {
  expect(places('packages/a/src/blamed-wish.ts', '')).toEqual(['1: wish']);
});

test('no text of the workspace has a word that the glossary replaces, and each exception is needed', () => {
  expect(checkGlossary()).toEqual([]);
});
