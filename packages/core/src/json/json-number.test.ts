import { describe, expect, test } from 'vitest';
import { exactNumber, JsonNumber } from './json-number.ts';

describe('reads a number that a double represents exactly as that double', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['17', 17],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740994', 9007199254740994],
    ['0.1', 0.1],
    ['1.50', 1.5],
    ['15e-1', 1.5],
    ['1e21', 1e21],
    ['1.0e+021', 1e21],
    ['5e-324', 5e-324],
  ])('%s', (text, value) => {
    expect(exactNumber(text)).toBe(value);
  });
});

describe('any other number keeps its text', () => {
  test.each([
    '9007199254740993',
    '-9007199254740993',
    '18446744073709551616',
    '1e400',
    '1.0',
    '1e2',
    '-0.0',
    '0.10000000000000000001',
    '3e-324',
    '1e-400',
    `1e${'9'.repeat(400)}`,
    '9'.repeat(400),
  ])('%s', (text) => {
    expect(exactNumber(text)).toEqual(new JsonNumber(text));
    expect(String(exactNumber(text))).toBe(text);
  });
});

test.each([
  ['1.0', 1],
  ['1e2', 100],
  ['-0.0', -0],
  ['9007199254740993', undefined],
  ['1e400', undefined],
  ['1.00000000000000000001', undefined],
])('the double of the same value as %s is %s', (text, value) => {
  expect(new JsonNumber(text).double()).toBe(value);
});

describe('two ways to write one number have one key', () => {
  test.each([
    ['1.0', '1.00', true],
    ['1.0', '10e-1', true],
    ['1e400', '0.1E+0401', true],
    ['1e400', '1e401', false],
    ['1.0', '-1.0', false],
    ['0.0', '-0.0', false],
    ['0.0', '0e7', true],
    ['1.0', '1.00000000000000000001', false],
    ['9007199254740993', '9007199254740993.0', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(new JsonNumber(one).key === new JsonNumber(other).key).toBe(same);
  });
});
