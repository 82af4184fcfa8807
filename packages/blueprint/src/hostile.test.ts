import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkBlueprint } from './checks/check-blueprint.ts';
import type { TextFormat } from './parse-blueprint.ts';
import { parseBlueprint, validateBlueprint } from './parse-blueprint.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 500);

/** The first fault's code; `value` where there is none. Anything else that is thrown fails the test. */
function outcome(text: string, format: TextFormat = 'auto'): string {
  try {
    expect(Array.isArray(checkBlueprint(parseBlueprint(text, { document: 'blueprint', format })))).toBe(true);
    return 'value';
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return fault.code;
  }
}

const format = fc.constantFrom<TextFormat>('toml', 'json', 'auto');

it('gives a value or a fault for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
  );
  fc.assert(
    fc.property(text, format, (any, as) => {
      outcome(any, as);
      validateBlueprint(any, { document: 'blueprint', format: as });
    }),
    { numRuns },
  );
});

it('gives a value or a fault for any text of the right words', () => {
  const words = [
    '[',
    ']',
    '{',
    '}',
    '[[',
    ']]',
    '=',
    ':',
    ',',
    '.',
    '\n',
    '"',
    "'",
    '"""',
    '#',
    ' ',
    '\\',
    '1',
    '-1',
    '1.5',
    'true',
    'null',
    '1979-05-27',
    'customizations',
    'disk',
    'partitions',
    'type',
    'lvm',
    'user',
    'name',
    '"name"',
    '"customizations"',
    '"disk"',
    'minsize',
    '"10 GiB"',
    '__proto__',
    '\u0000',
    '\ud800',
  ];
  const text = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, format, (any, as) => void outcome(any, as)),
    { numRuns },
  );
});

it('gives a value or a fault for any JSON where a blueprint should be', () => {
  const keys = [
    'customizations',
    'disk',
    'partitions',
    'type',
    'minsize',
    'logical_volumes',
    'subvolumes',
    'files',
    'directories',
    'path',
    'mode',
    'user',
    'group',
    'filesystem',
    'mountpoint',
    'size',
    'ignition',
    'firstboot',
    'installer',
    'iso',
    '__proto__',
    'constructor',
    'toString',
    'blueprint',
  ];
  const leaf = fc.oneof(
    fc.constantFrom<unknown>('plain', 'lvm', 'btrfs', '/', '/etc', '', '0644', 0, -1, 1.5, 2 ** 53, null, true, 'x'),
    fc.string(),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => void outcome(JSON.stringify({ customizations: any }), 'json')),
    { numRuns },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

const many = 2 ** 21;
const deepKey = 'a.'.repeat(100_000);
it.each([
  ['JSON brackets', '['.repeat(1_000_000), 'json', 'blueprint/too-deep'],
  ['JSON braces', '{"a":'.repeat(200_000), 'json', 'blueprint/too-deep'],
  ['TOML brackets', `a = ${'['.repeat(1_000_000)}`, 'toml', 'blueprint/toml'],
  ['TOML braces', `a = ${'{a='.repeat(200_000)}`, 'toml', 'blueprint/toml'],
  ['a TOML key of many parts', `${deepKey}a = 1`, 'toml', 'blueprint/toml'],
  ['a TOML header of many parts', `[${deepKey}a]`, 'toml', 'blueprint/toml'],
  ['a JSON list of many items', `{"customizations":{"user":[${'"",'.repeat(300_000)}""]}}`, 'json', 'blueprint/type'],
  ['a TOML list of many items', `customizations.user = [${'1,'.repeat(300_000)}]`, 'toml', 'blueprint/type'],
  ['many tables', '[[customizations.user]]\n'.repeat(30_000), 'toml', 'blueprint/missing'],
  ['a long string', `name = "${'x'.repeat(many - 100)}"`, 'toml', 'value'],
  ['a long number', `a = ${'9'.repeat(100_000)}`, 'toml', 'blueprint/unknown-key'],
  ['blanks alone', ' '.repeat(many), 'auto', 'value'],
  ['quotes alone', '"'.repeat(many), 'json', 'blueprint/json'],
  ['NUL bytes', '\u0000'.repeat(many), 'auto', 'blueprint/toml'],
  ['100 MB', 'x'.repeat(100_000_000), 'auto', 'blueprint/too-large'],
] as const)('bounds %s', (_, text, as, expected) => {
  expect(outcome(text, as)).toBe(expected);
});

it('names so many faults, and no more', () => {
  const text = `{"customizations":{"user":[${'{},'.repeat(1000)}{}]}}`;
  const faults = validateBlueprint(text, { document: 'blueprint' });
  expect([faults.length, faults.at(-1)?.code]).toEqual([101, 'blueprint/more-faults']);
});
