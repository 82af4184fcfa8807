import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import { parseBlueprint } from './parse-blueprint.ts';

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };
type Path = readonly (string | number)[];

const blueprint: Value = {
  name: 'édge 😀 "one"',
  customizations: {
    hostname: 'host',
    kernel: { append: 'quiet' },
    timezone: { timezone: 'UTC', ntpservers: ['a.example.com', 'b.example.com'] },
    user: [{ name: 'alice', uid: 1000, groups: ['wheel'] }, { name: 'bob' }],
    group: [{ name: 'staff', gid: 2000 }],
    services: { enabled: ['sshd'] },
    firewall: { ports: ['22:tcp'], services: { enabled: ['ssh'] }, zones: [{ name: 'home', sources: ['10.0.0.0/8'] }] },
    files: [{ path: '/etc/a', data: 'line\nline\n\tline', mode: '0644' }],
    disk: {
      type: 'gpt',
      partitions: [
        { type: 'plain', mountpoint: '/srv', fs_type: 'ext4', minsize: '1 GiB' },
        {
          type: 'lvm',
          minsize: '9 GiB',
          name: 'vg',
          logical_volumes: [{ name: 'lv', minsize: '8 GiB', mountpoint: '/var', fs_type: 'xfs' }],
        },
        { type: 'btrfs', minsize: '7 GiB', subvolumes: [{ name: 'data', mountpoint: '/data' }] },
      ],
    },
  },
};

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
const isRecord = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && !isList(value);

function placesOf(value: Value, path: Path = []): readonly { readonly path: Path; readonly value: Value }[] {
  const below = isList(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
  return [{ path, value }, ...below.flatMap(([step, item]) => placesOf(item, [...path, step]))];
}

/** The value with another one at the path. */
function changed(value: Value, [step, ...rest]: Path, change: (before: Value) => Value): Value {
  if (step === undefined) return change(value);
  if (isList(value)) return value.map((item, index) => (index === step ? changed(item, rest, change) : item));
  if (!isRecord(value)) throw new Error('a path leads to nothing');
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? changed(item, rest, change) : item]),
  );
}

const places = placesOf(blueprint);
/** None of them is a value of the blueprint, and no field takes one of another type. */
const planted = { key: 'planted-key', text: 'planted-text', number: 987654 };

const unknownKey = fc
  .constantFrom(...places.filter(({ value }) => isRecord(value)))
  .map(({ path }) => changed(blueprint, path, (before) => ({ ...Object(before), [planted.key]: true })));
// A size is a number or a text.
const wrongType = fc
  .constantFrom(...places.filter(({ path, value }) => typeof value !== 'object' && path.at(-1) !== 'minsize'))
  .map(({ path }) =>
    changed(blueprint, path, (before) => (typeof before === 'string' ? planted.number : planted.text)),
  );

function placeOfFault(text: string): object {
  try {
    parseBlueprint(text, { document: 'blueprint', file: 'a' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map(({ at }) => ({ file: at?.file, line: at?.line, column: at?.column }));
  }
  return [];
}

/** Where the line of what was planted begins: JSON.stringify puts each key and item in a line of its own. */
function placeOfMistake(text: string): object {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => /planted|987654/.test(one));
  return [{ file: 'a', line: line + 1, column: (lines[line] ?? '').search(/\S/) + 1 }];
}

test('property: the fault of one mistake in JSON has its line and column', () => {
  fc.assert(
    fc.property(
      fc.oneof(unknownKey, wrongType),
      fc.constantFrom(1, 2, '\t'),
      fc.constantFrom('\n', '\r\n'),
      (value, indent, end) => {
        const text = JSON.stringify(value, null, indent).replaceAll('\n', end);
        expect(placeOfFault(text)).toEqual(placeOfMistake(text));
      },
    ),
  );
});

test('property: the fault of one mistake in TOML has its line', () => {
  fc.assert(
    fc.property(fc.oneof(unknownKey, wrongType), fc.constantFrom('\n', '\r\n'), (value, end) => {
      const text = stringify(value).replaceAll('\n', end);
      const [found, ...others] = [placeOfFault(text)].flat();
      expect(others).toEqual([]);
      expect(found).toMatchObject({ line: text.slice(0, text.search(/planted|987654/)).split('\n').length });
    }),
  );
});
