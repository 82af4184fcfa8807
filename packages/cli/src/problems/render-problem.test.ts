import { expect, test } from 'vitest';
import { lookOf } from '../terminal/look.ts';
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
const look = lookOf({ terminal: false, colour: false, columns: 80 });

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
    'what another program wrote is quoted below the message',
    { level: 'fault', code: 'a/b', message: 'one', quoted: ['two', '::error::three\u001b[2J'], hint: 'do this' },
    'error: one [a/b]\n  | two\n  | \\u003a:error::three\\u001b[2J\n  help: do this\n',
  ],
  [
    'line breaks and commands in a message and a hint begin no line',
    { level: 'fault', code: 'a/b', message: 'no "a\n::error::b"', hint: 'give\u0085::error::c' },
    'error: no "a\\u000a\\u003a:error::b" [a/b]\n  help: give\\u0085::error::c\n',
  ],
])('%s', (_name, problem, expected) => {
  expect(renderProblem(problem, texts, look)).toBe(expected);
});

test('a long line is cut around the column', () => {
  const found = excerptOf(`${'a'.repeat(500)}X${'b'.repeat(500)}`, { line: 1, column: 501, width: 200 });
  expect(found?.line.length).toBe(102);
  expect(found?.line[found.mark.length - 1]).toBe('X');
});

test('a line beyond the text has no excerpt', () => {
  expect(excerptOf('one\ntwo', { line: 3, column: 1, width: 200 })).toBeUndefined();
});

const narrow = (columns: number, colour = false) => lookOf({ terminal: true, colour, columns });
const wordy: Problem = {
  level: 'notice',
  code: 'plan/ignored',
  message: 'the option is ignored, as the command line of a sealed image is signed',
  at: { document: 'blueprint', path: ['customizations', 'hostnam'], file: 'blueprint.toml', line: 4, column: 2 },
  hint: 'build it into the container with "podman build --tag registry.example.com/me/os:1 .", then try again',
};

test('on a terminal lines end between words, and a command that is copied still runs', () => {
  expect(renderProblem(wordy, texts, narrow(50))).toBe(`notice: the option is ignored, as the command line
        of a sealed image is signed [plan/ignored]
  at blueprint.toml:4:2: customizations.hostnam
  4 |  hostnam = "a\\u001b[2Jb"
    |  ^
  help: build it into the container with
        "podman build \\
          --tag registry.example.com/me/os:1 .",
        then try again
`);
});

test('colours take no room', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  const plain = renderProblem(wordy, texts, narrow(50, true)).replace(/\u001b\[[\d;]+m/g, '');
  expect(plain).toBe(renderProblem(wordy, texts, narrow(50)));
});

test('an excerpt fits its line, with its mark below the place', () => {
  const long = new SourceTexts();
  const text = `${'a'.repeat(70)}X${'b'.repeat(70)}`;
  long.add({ document: 'blueprint', file: 'b.toml', format: 'toml', text });
  const problem: Problem = {
    ...{ level: 'fault', code: 'a/b', message: 'no' },
    at: { document: 'blueprint', file: 'b.toml', line: 1, column: 71 },
  };
  const [, , line = '', mark = ''] = renderProblem(problem, long, narrow(40)).split('\n');
  expect(line).toBe('  1 | …aaaaaaaaaaaaaaaaXbbbbbbbbbbbbbbb…');
  expect(mark).toBe('    |                  ^');
});
