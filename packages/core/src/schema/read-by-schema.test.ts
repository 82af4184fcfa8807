import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { FaultList } from '../faults/fault-list.ts';
import type { Notice } from '../faults/notice.ts';
import { filled, integer, optional, required, text, word } from './fields.ts';
import { checked, converted } from './problem.ts';
import { readBySchema } from './read-by-schema.ts';
import { list, record } from './record.ts';
import { variant } from './variant.ts';

const part = variant(
  [
    record(
      { type: word(['plain']), size: required(integer(0), 'Bytes.'), mount: optional(text()) },
      { noun: 'a plain part' },
    ),
    record({ type: word(['group']), members: required(list(text()), 'Names.') }, { noun: 'a group' }),
  ],
  { noun: 'a part', fallback: 'plain', hints: { luks: 'encryption is not supported' } },
);

const schema = record(
  {
    name: required(text(), 'Name of it.'),
    size: filled(integer(0, 9), 'Bytes.'),
    on: filled(z.boolean()),
    kind: optional(word(['small', 'large'])),
    note: filled(text()),
    count: optional(
      converted(text(), (value) => (/^\d+$/.test(value) ? { value: Number(value) } : { problem: noNumber })),
    ),
    path: optional(checked(text(), (value) => (value.startsWith('/') ? undefined : noPath))),
    owner: optional(z.union([z.string(), integer(0)])),
    parts: optional(list(part)),
    extra: optional(z.unknown()),
  },
  { noun: 'a thing', otherNames: { title: 'name' } },
);

const noNumber = { code: 'number', message: (name: string) => `${name} is not a number` };
const noPath = { code: 'path', message: (name: string) => `${name} must begin with a slash`, hint: 'add a slash' };

function read(value: unknown) {
  const faults = new FaultList();
  const codes = { range: 'range', value: 'value' };
  const reading = { at: { document: 'thing', path: ['list', 0] }, subject: 'thing', faults, codes };
  const result = readBySchema(schema, value, reading);
  return {
    result,
    faults: [...faults].map(({ code, message, at, hint }) => [code, at?.path?.slice(2).join('.'), message, hint]),
  };
}

it('gives the typed value without what is absent', () => {
  const value = {
    name: 'a',
    ...{ size: 0, on: false, kind: null, note: '', count: '12', path: undefined, owner: 3, extra: { any: null } },
    parts: [
      { size: 1, mount: null },
      { type: '', size: 2 },
      { type: 'group', members: ['x'] },
    ],
  };
  expect(read(value)).toEqual({
    result: {
      name: 'a',
      count: 12,
      owner: 3,
      extra: { any: null },
      parts: [
        { type: 'plain', size: 1 },
        { type: 'plain', size: 2 },
        { type: 'group', members: ['x'] },
      ],
    },
    faults: [],
  });
});

it('reports all faults at once, in the order of the document, missing keys at the end of their object', () => {
  const parts = [{ size: -1, members: [] }, { type: 'group', members: ['x', 1] }, { type: 'luks' }, 'x', { type: 3 }];
  const value = {
    size: 10,
    parts,
    nothing: 1,
    kind: 'smal',
    on: 'yes',
    count: 'x',
    path: 'x',
    owner: true,
    extras: {},
  };
  expect(read(value)).toEqual({
    result: undefined,
    faults: [
      ['thing/range', 'size', 'size must be a whole number from 0 to 9, not 10', 'give a whole number from 0 to 9'],
      [
        'thing/range',
        'parts.0.size',
        'size must be a whole number from 0 to 2^53 - 1, not -1',
        'give a whole number from 0 to 2^53 - 1',
      ],
      [
        ...['thing/unknown-key', 'parts.0.members', 'unknown key "members" in a plain part'],
        'only a group has it; this one has the type "plain"',
      ],
      ['thing/type', 'parts.1.members.1', 'members[1] must be a string, not the number 1', 'give a string'],
      [
        ...['thing/value', 'parts.2.type', 'type must be "plain" or "group", not "luks"'],
        'encryption is not supported',
      ],
      ['thing/type', 'parts.3', 'parts[3] must be an object, not the string "x"', 'give an object'],
      ['thing/type', 'parts.4.type', 'type must be "plain" or "group", not the number 3', 'give "plain" or "group"'],
      [
        ...['thing/unknown-key', 'nothing', 'unknown key "nothing" in a thing'],
        'known keys are name, size, on, kind, note, count, path, owner, parts, extra',
      ],
      ['thing/value', 'kind', 'kind must be "small" or "large", not "smal"', 'did you mean "small"?'],
      ['thing/type', 'on', 'on must be true or false, not the string "yes"', 'give true or false'],
      ['thing/number', 'count', 'count is not a number', undefined],
      ['thing/path', 'path', 'path must begin with a slash', 'add a slash'],
      ['thing/type', 'owner', 'owner must be a string or a whole number, not true', 'give a string or a whole number'],
      ['thing/unknown-key', 'extras', 'unknown key "extras" in a thing', 'did you mean "extra"?'],
      ['thing/missing', 'name', 'list[0]: a thing needs "name"', 'give "name": Name of it.'],
    ],
  });
});

it.each([
  ['another name', { title: 'x' }],
  ['a misspelt name', { nmae: 'x' }],
])('does not report a key as missing that was probably meant by %s', (_, value) => {
  expect(read(value).faults.map(([code, , , hint]) => [code, hint])).toEqual([
    ['thing/unknown-key', 'did you mean "name"?'],
  ]);
});

it.each([
  ['a list', [1], 'list[0] must be an object, not a list'],
  ['null', null, 'list[0] must be an object, not null'],
  ['a date', new Date(0), 'list[0] must be an object, not a date'],
])('rejects %s for an object', (_, value, message) => {
  expect(read(value).faults).toEqual([['thing/type', '', message, 'give an object']]);
});

it('reads no inherited property', () => {
  const value: unknown = JSON.parse('{"__proto__": {"name": "x"}}');
  expect(read(value).faults.map(([code, path]) => [code, path])).toEqual([
    ['thing/unknown-key', '__proto__'],
    ['thing/missing', 'name'],
  ]);
});

it('lists a hundred of 50,000 unknown keys and counts the others', () => {
  const value = { name: 'x', ...Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, 1])) };
  const { faults } = read(value);
  expect([faults.length, faults.at(-1)?.slice(0, 3)]).toEqual([
    101,
    ['thing/more-faults', undefined, 'and 49900 more faults'],
  ]);
});

it('reads an unpaired surrogate as U+FFFD, with a notice for its member', () => {
  const notices: Notice[] = [];
  const fields = record({ name: text(), parts: list(text()), inner: record({ deep: text() }) });
  const value = { name: 'a\ud800', parts: ['\udc00', '😀', 'b'], inner: { deep: '\ud800' } };
  const reading = { at: { document: 'container' }, subject: 'container', faults: new FaultList(), notices };
  expect(readBySchema(fields, value, reading)).toEqual({
    name: 'a\ufffd',
    parts: ['\ufffd', '😀', 'b'],
    inner: { deep: '\ufffd' },
  });
  expect(notices.map(({ code, at }) => [code, at?.path])).toEqual([
    ['container/unpaired-surrogate', ['name']],
    ['container/unpaired-surrogate', ['parts']],
    ['container/unpaired-surrogate', ['inner', 'deep']],
  ]);
});

it('says of the key by which editors find a schema where the schema is given instead', () => {
  expect(read({ name: 'a', $schema: 'https://example.com/a.json' }).faults).toEqual([
    [
      ...['thing/unknown-key', '$schema', 'unknown key "$schema" in a thing'],
      'leave it out, and give the schema to the editor by the name of the file, in its settings',
    ],
  ]);
});

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'has no hint of its own for %j, which every object inherits',
  (inherited) => {
    const value = { name: 'a', kind: inherited, parts: [{ type: inherited }], [inherited]: 1 };
    expect(read(value).faults.map(([code, , , hint]) => [code, hint])).toEqual([
      ['thing/value', 'use one of small, large'],
      ['thing/value', 'use one of plain, group'],
      ['thing/unknown-key', 'known keys are name, size, on, kind, note, count, path, owner, parts, extra'],
    ]);
  },
);
