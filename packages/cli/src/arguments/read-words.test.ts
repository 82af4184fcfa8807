import { describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { defineCommand } from '../command.ts';
import { choice, several, text, toggle, value } from './option.ts';
import { readWords } from './read-words.ts';
import { truth } from './values.ts';

const command = defineCommand({
  name: 'sample',
  summary: 'a command',
  operands: [{ name: 'FILE', summary: 'a file', required: false, repeated: true, completes: 'file' }],
  options: {
    output: text('FILE', 'a file', { alias: '-o' }),
    seed: value('N', 'a number', Number),
    type: several(choice(['raw', 'qcow2'], 'a type')),
    strict: toggle('a switch'),
    tlsVerify: truth('a flag'),
  },
  examples: [],
  run: async () => 0,
});

const faultless = { values: {}, operands: [], unknownFlags: [], isHelp: false };

describe('words are read as getopt_long reads them', () => {
  test.each<[string, readonly string[], object]>([
    ['a value behind the flag', ['--output', 'a'], { values: { output: 'a' } }],
    ['a value behind an equals sign', ['--output=a=b'], { values: { output: 'a=b' } }],
    ['a value behind a letter', ['-oa'], { values: { output: 'a' } }],
    ['an empty value', ['--output=', '--seed', ''], { values: { output: '', seed: '' } }],
    ['a line feed in a value', ['--output=a\nb'], { values: { output: 'a\nb' } }],
    ['a negative number', ['--seed', '-1'], { values: { seed: '-1' } }],
    ['a hyphen as a value and as an operand', ['-o', '-', '-'], { values: { output: '-' }, operands: ['-'] }],
    ['options behind operands', ['a', '--strict', 'b'], { values: { strict: true }, operands: ['a', 'b'] }],
    ['operands behind two hyphens', ['--', '--strict', '--'], { operands: ['--strict', '--'] }],
    ['a repeated list', ['--type', 'raw', '--type=qcow2'], { values: { type: ['raw', 'qcow2'] } }],
    ['a flag that needs no value', ['--tls-verify', 'a'], { values: { tlsVerify: 'true' }, operands: ['a'] }],
    ['its value as the next word', ['--tls-verify', 'false', 'a'], { values: { tlsVerify: 'false' }, operands: ['a'] }],
    ['help among others', ['--bogus', '-h', 'a'], { isHelp: true, unknownFlags: ['--bogus'], operands: ['a'] }],
    ['names of prototypes', ['--constructor', '--__proto__=1'], { unknownFlags: ['--constructor', '--__proto__=1'] }],
    ['a letter without a flag', ['-x', '-é'], { unknownFlags: ['-x', '-é'] }],
  ])('%s', (_name, words, expected) => {
    expect(readWords(words, command)).toEqual({ ...faultless, ...expected });
  });
});

describe('what is not meant as it would be read is not taken', () => {
  test.each<[string, readonly string[], object]>([
    ['a long flag with one hyphen', ['-output', 'a'], { unknownFlags: ['-output'], operands: ['a'] }],
    ['the same with its value', ['-output=a'], { unknownFlags: ['-output=a'] }],
    ['a flag with a dash of a text processor', ['—strict', '–output=a'], { unknownFlags: ['—strict', '–output=a'] }],
    ['a flag for the value of another', ['--output', '--strict'], { values: { strict: true } }],
    ['help for a value', ['--output', '--help'], { isHelp: true }],
  ])('%s', (_name, words, expected) => {
    const { fault: _fault, ...read } = readWords(words, command);
    expect(read).toEqual({ ...faultless, ...expected });
  });

  test.each<[readonly string[], string]>([
    [['--output', '--strict'], '--output needs a value: FILE'],
    [['--output', '-oa'], '--output needs a value: FILE'],
    [['--output'], '--output needs a value: FILE'],
    [['--strict=yes'], '--strict takes no value, found "yes"'],
    [['--json='], '--json takes no value, found ""'],
    [['--output=a', '-oa'], '--output is given twice: "a" and "a"'],
  ])('%j is a fault', (words, message) => {
    expect(readWords(words, command).fault?.message).toBe(message);
  });
});

describe('the command line', () => {
  const problem = async (...argv: readonly string[]) => {
    const { status, stderr } = await captured(argv);
    return `${status} ${stderr}`;
  };

  test.each<[readonly string[], string]>([
    [['list', '--prof', 'reference'], 'did you mean --profile?'],
    [['list', '—profile', 'reference'], 'did you mean --profile?'],
    [['manifest', '-output', 'a'], 'write --output'],
    [['manifest', '--output', '--json'], '"code":"usage/arguments","message":"--output needs a value: FILE"'],
  ])('%j: %s', async (argv, hint) => {
    const found = await problem(...argv);
    expect(found).toContain(hint);
    expect(found).toMatch(/^2 /);
  });

  test('a file named --json asks for no JSON', async () => {
    expect(await problem('validate', '--', '--json')).toMatch(/^3 error: /);
  });
});
