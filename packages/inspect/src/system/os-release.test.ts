import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { parseOsRelease } from './os-release.ts';

const origin = { document: 'os-release', file: 'usr/lib/os-release' };
const values = (text: string) => outcomeOf(() => parseOsRelease(text, origin).release);
const codes = (text: string) => parseOsRelease(text, origin).notices.map(({ code, at }) => `${code}:${at?.line ?? ''}`);
const named = (value: string) => `ID=a\nVERSION_ID=1\nNAME=${value}\n`;

test.each([
  ['bare', 'Acme', 'Acme'],
  ['in double quotes', '"Acme OS"', 'Acme OS'],
  ['in single quotes', "'Acme $OS \\'", 'Acme $OS \\'],
  ['escapes in double quotes', '"a \\"b\\" \\$c \\\\ \\` \\n"', 'a "b" $c \\ ` \\n'],
  ['escapes without quotes', 'a\\ b\\"', 'a b"'],
  ['quotes side by side', `"a"'b'c`, 'abc'],
  ['an equals sign', 'a=b', 'a=b'],
  ['a comment behind', 'a # b', 'a'],
  ['a comment behind quotes', '"a b" # c', 'a b'],
  ['a hash in a word', 'a#b', 'a#b'],
  ['blanks without quotes', 'Test OS', 'Test OS'],
  ['a quote that is not closed', '"Test OS', 'Test OS'],
  ['empty', '', ''],
  ['Windows line ends', '"a"\r', 'a'],
])('a value %s', (_, written, name) => {
  expect(values(named(written))).toEqual({ value: { id: 'a', versionId: '1', name } });
});

test.each([
  ['sound', named('"a b"'), []],
  [
    'a line that is not an assignment',
    `${named('x')}BROKEN\nwhat is=this\n`,
    ['os-release/not-an-assignment:4', 'os-release/not-an-assignment:5'],
  ],
  ['blanks around the equals sign', 'ID=a\nVERSION_ID=1\nNAME = "x"\n', ['os-release/unquoted-blanks:3']],
  ['blanks in a value', named('Test OS'), ['os-release/unquoted-blanks:3']],
  ['a comment behind a value', named('x # y'), []],
  ['an open quote', named('"x'), ['os-release/unclosed-quote:3']],
  ['no version', 'ID=a\nNAME=b\n', ['os-release/no-version:']],
])('notices: %s', (_, text, expected) => {
  expect(codes(text)).toEqual(expected);
});

test.each([
  ['BUILD_ID', 'BUILD_ID=2026.11\nVERSION_CODENAME=sid', '2026.11'],
  ['VERSION_CODENAME', 'VERSION_CODENAME=sid', 'sid'],
  ['rolling', '', 'rolling'],
])('without VERSION_ID %s is used', (_, rest, versionId) => {
  expect(values(`ID=a\nNAME=b\nVERSION_ID=\n${rest}\n`)).toEqual({ value: { id: 'a', versionId, name: 'b' } });
});

test('all fields', () => {
  const text = `ID=a\nID=b\nVERSION_ID=1\nNAME=c\nPLATFORM_ID=platform:el10\nVARIANT_ID=server\nID_LIKE="rhel  fedora"\n`;
  expect(values(text)).toEqual({
    value: {
      id: 'b',
      versionId: '1',
      name: 'c',
      platformId: 'platform:el10',
      variantId: 'server',
      idLike: ['rhel', 'fedora'],
    },
  });
});

test.each([
  ['ID', 'NAME=x\n'],
  ['ID', 'ID=\nNAME=x\n'],
  ['NAME', 'ID=x\n'],
])('without %s there is no name for an image', (name, text) => {
  expect(values(text)).toEqual({
    fault: 'os-release/missing',
    message: `os-release says no ${name}, and without it no image can be named`,
  });
});
