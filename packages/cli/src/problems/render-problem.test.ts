import { expect, test } from 'vitest';
import { styleOf } from '../terminal/colour.ts';
import { excerptOf } from './excerpt.ts';
import type { Problem } from './problem.ts';
import { renderProblem } from './render-problem.ts';
import { SourceTexts } from './source-texts.ts';

const texts = new SourceTexts();
texts.add({
  document: 'blueprint',
  file: 'blueprint.toml',
  format: 'toml',
  text: 'name = "web"\n\n[customizations]\n\thostnam = "a\u001b[2Jb"\n',
});
const style = styleOf({ colour: false });

test.each<[string, Problem, string]>([
  [
    'a fault with a place has an excerpt and a caret',
    {
      level: 'fault',
      code: 'blueprint/unknown-key',
      message: 'unknown key "hostnam"',
      at: { document: 'blueprint', path: ['customizations', 'hostnam'], file: 'blueprint.toml', line: 4, column: 2 },
      hint: 'did you mean "hostname"?',
    },
    `error: unknown key "hostnam" [blueprint/unknown-key]
  at blueprint.toml:4:2: customizations.hostnam
  4 |  hostnam = "a\\u001b[2Jb"
    |  ^
  help: did you mean "hostname"?
`,
  ],
  [
    'a notice in a document that was not read has its path alone',
    { level: 'notice', code: 'plan/ignored', message: 'ignored', at: { document: 'request', path: ['seed'] } },
    'notice: ignored [plan/ignored]\n  at request: seed\n',
  ],
  ['a fault without a place is one line', { level: 'fault', code: 'a/b', message: 'no' }, 'error: no [a/b]\n'],
  [
    'more lines of a message stand below the first',
    { level: 'fault', code: 'a/b', message: 'one\ntwo', hint: 'do this\nor that' },
    'error: one [a/b]\n  two\n  help: do this\n        or that\n',
  ],
])('%s', (_name, problem, expected) => {
  expect(renderProblem(problem, texts, style)).toBe(expected);
});

test('a long line is cut around the column', () => {
  const found = excerptOf(`${'a'.repeat(500)}X${'b'.repeat(500)}`, 1, 501);
  expect(found?.line.length).toBe(102);
  expect(found?.line[found.mark.length - 1]).toBe('X');
});

test('a line that is not there has no excerpt', () => {
  expect(excerptOf('one\ntwo', 3)).toBeUndefined();
});
