import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import { generatorWords } from '../cases/generated-manifests.ts';
import { parseGoldenConfig } from './golden-config.ts';

function codesOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof Fault ? error.all().map((fault) => fault.code) : ['no fault'];
  }
}

test.each([
  ['golden/config', '{'],
  ['golden/type', '{"golden": 1}'],
  ['golden/unknown-key', '{"surprise": 1}'],
])('rejects with %s the configuration %s', (code, text) => {
  expect(codesOf(() => parseGoldenConfig(text))).toContain(code);
});

test('rejects with usage/command a generator that is not given its folder', () => {
  expect(codesOf(() => generatorWords('make manifests'))).toEqual(['usage/command']);
  expect(generatorWords('make OUT={dir}')).toEqual(['make', 'OUT={dir}']);
});
