import { readExactJson } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { applyDiff } from './diff/apply-diff.ts';
import { diffManifests } from './diff/diff-manifests.ts';
import { renderJson } from './render/render-json.ts';
import { renderTerminal } from './render/render-terminal.ts';
import { renderUnified } from './render/render-unified.ts';

function read(text: string): unknown {
  const reading = readExactJson(text);
  return reading.kind === 'value' ? reading.value : reading;
}

const nines = '9'.repeat(1_000_000);
const eights = '8'.repeat(1_000_000);

describe('numbers that one double stands for differ', () => {
  test.each([
    ['9007199254740992', '9007199254740993'],
    ['18446744073709551615', '18446744073709551616'],
    ['1e400', '1e401'],
    ['1e-400', '0'],
    ['1', '1.0'],
    ['0.0', '-0.0'],
    ['0.1', '0.10000000000000000001'],
    [nines, eights],
  ])('%s and %s', (one, other) => {
    const [before, after] = [read(`[${one}]`), read(`[${other}]`)];
    const diff = diffManifests(before, after);
    expect(renderTerminal(diff)).not.toContain('no differences');
    expect(renderUnified(before, after)).toContain(`+  ${other}\n`);
    expect(renderJson(diff)).toContain(other);
    expect(diffManifests(applyDiff(before, diff), after)).toEqual({ groups: [] });
  });
});

describe('numbers that are one value have no differences', () => {
  test.each([
    ['0', '-0'],
    ['1.5', '15e-1'],
    ['1.0', '1.00'],
    ['1e400', '10.0e+399'],
    [nines, nines],
  ])('%s and %s', (one, other) => {
    expect(diffManifests(read(`{"a": ${one}}`), read(`{"a": ${other}}`))).toEqual({ groups: [] });
  });
});

test.each([
  ['1', '1.0', true],
  ['1e2', '100', true],
  ['0', '-0.0', true],
  ['0.0', '-0.0', false],
  ['1', '2.0', false],
  ['9007199254740992', '9007199254740993', false],
])('says of %s and %s whether they are one number in two forms: %s', (one, other, expected) => {
  const text = renderTerminal(diffManifests(read(`{"a": ${one}}`), read(`{"a": ${other}}`)));
  expect(text.includes('(one number in two forms: osbuild reads an integer and a float')).toBe(expected);
});

test('shows a number as it is written', () => {
  const diff = diffManifests(read('{"a": 9007199254740993}'), read('{"a": 1.0}'));
  expect(renderTerminal(diff)).toContain('a: 9007199254740993 → 1.0');
});
