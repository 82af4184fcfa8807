import { describe, expect, test } from 'vitest';
import { Fault } from '../faults/fault.ts';
import { cappedNotices } from '../faults/fault-list.ts';
import { renderPath } from '../faults/location.ts';
import { cutName, cutNames } from './cut-names.ts';

const long = 'x'.repeat(1_000_000);
const shortened = `${'x'.repeat(200)}… (1000000 characters)`;

describe('cuts the long names of a message', () => {
  test.each([
    ['keeps what people read', `the file ${'a/'.repeat(250)}`, `the file ${'a/'.repeat(250)}`],
    ['cuts each word', `user ${long} and ${long}`, `user ${shortened} and ${shortened}`],
    ['cuts what has many words', 'ab '.repeat(5_000), `${'ab '.repeat(2_667).slice(0, 8_000)}… (15000 characters)`],
    [
      'cuts a word that a pattern has no stack for',
      'x'.repeat(40_000_000),
      `${'x'.repeat(200)}… (40000000 characters)`,
    ],
    ['leaves no half of a pair', `a${'😀'.repeat(300)}`, `a${'😀'.repeat(99)}… (601 characters)`],
  ])('%s', (_name, text, expected) => {
    expect(cutNames(text)).toBe(expected);
  });

  test('in a fault and its hint', () => {
    const fault = new Fault('a/b', `user ${long}`, { hint: `not ${long}` });
    expect([fault.message, fault.hint]).toEqual([`user ${shortened}`, `not ${shortened}`]);
  });

  test('in notices', () => {
    expect(cappedNotices([{ code: 'a/b', message: `user ${long}`, hint: long }])).toEqual([
      { code: 'a/b', message: `user ${shortened}`, hint: shortened },
    ]);
  });

  test('in a place', () => {
    expect(renderPath(['a', long]).length).toBeLessThan(300);
  });
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a😀bc', 3, 'a…'],
])('cuts the name %s to %d characters', (name, most, expected) => {
  expect(cutName(name, most)).toBe(expected);
});
