import { expect, it } from 'vitest';
import { FaultList } from './faults/fault-list.ts';
import type { Notice } from './faults/notice.ts';
import { StrictRecord } from './strict-record.ts';

function read(value: unknown) {
  const faults = new FaultList();
  const record = StrictRecord.of(value, ['name', 'size', 'on', 'parts', 'inner'], {
    at: { document: 'request', path: ['options'] },
    subject: 'request',
    faults,
  });
  return {
    record,
    said: () => [...faults].map(({ code, message, at, hint }) => ({ code, message, path: at?.path, hint })),
  };
}

it('gives each field in its type', () => {
  const { record, said } = read({ name: 'a', size: 3, on: false, parts: ['x'], inner: { k: 1 } });
  expect([
    record?.string('name'),
    record?.integer('size'),
    record?.boolean('on'),
    record?.strings('parts'),
    record?.record('inner', ['k'])?.integer('k'),
  ]).toEqual(['a', 3, false, ['x'], 1]);
  expect(said()).toEqual([]);
});

it('takes null and what is missing as absent', () => {
  const { record, said } = read({ name: null });
  expect([record?.string('name'), record?.integer('size'), record?.records('parts', [])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(said()).toEqual([]);
});

it('names an unknown key, its place and the nearest known one', () => {
  const { said } = read({ nmae: 'a' });
  expect(said()).toEqual([
    {
      code: 'request/unknown-key',
      message: 'unknown key "nmae"',
      path: ['options', 'nmae'],
      hint: 'did you mean "name"?',
    },
  ]);
});

it.each([
  ['a number for a string', { name: 3 }, 'expected a string, found 3', ['options', 'name']],
  [
    'a fraction for a whole number',
    { size: 1.5 },
    'expected a whole number from 0 to 2^53 - 1, found 1.5',
    ['options', 'size'],
  ],
  ['a negative size', { size: -1 }, 'expected a whole number from 0 to 2^53 - 1, found -1', ['options', 'size']],
  ['a list with a number', { parts: ['x', 1] }, 'expected a list of strings, found a list', ['options', 'parts']],
  ['a text for an object', { inner: 'x' }, 'expected an object, found the string "x"', ['options', 'inner']],
] as const)('says what is wrong with %s', (_, value, message, path) => {
  const { record, said } = read(value);
  record?.string('name');
  record?.integer('size');
  record?.strings('parts');
  record?.record('inner', ['k']);
  expect(said().map((fault) => ({ message: fault.message, path: fault.path }))).toEqual([{ message, path }]);
});

it('refuses what is no object at all', () => {
  const { record, said } = read([1]);
  expect(record).toBeUndefined();
  expect(said()).toEqual([
    { code: 'request/type', message: 'expected an object, found a list', path: ['options'], hint: 'give an object' },
  ]);
});

it('reads no inherited property', () => {
  const { record } = read(JSON.parse('{"__proto__": {"name": "x"}}'));
  expect(record?.string('name')).toBeUndefined();
});

it('reads an unpaired surrogate as U+FFFD, with a notice', () => {
  const notices: Notice[] = [];
  const reading = { at: { document: 'container' }, subject: 'container', faults: new FaultList(), notices };
  const record = StrictRecord.of({ name: 'a\ud800', parts: ['\udc00', '😀', 'b'] }, ['name', 'parts'], reading);
  expect([record?.string('name'), record?.strings('parts')]).toEqual(['a\ufffd', ['\ufffd', '😀', 'b']]);
  expect(notices.map(({ code, at }) => [code, at?.path])).toEqual([
    ['container/unpaired-surrogate', ['name']],
    ['container/unpaired-surrogate', ['parts']],
  ]);
});
