import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { FaultList } from '../faults/fault-list.ts';
import { type Notice, parseArchitecture } from '../index.ts';
import { coded, encodeBySchema } from './coded.ts';
import { filled, integer, optional, required, text } from './fields.ts';
import { readBySchema } from './read-by-schema.ts';
import { list, record, renamed } from './record.ts';

const seconds = coded(integer(0), { decode: (value) => ({ seconds: value }), encode: (value) => value.seconds });
const machine = renamed(
  {
    arch: filled(coded(text(), { decode: (name) => parseArchitecture(name, {}), encode: (name): string => name })),
    time_out: optional(seconds),
    host_name: z._default(text(), 'none'),
  },
  { arch: 'architecture', time_out: 'timeout', host_name: 'hostName' },
);
const schema = record({ machines: required(list(machine), 'Machines.') });

function read(value: unknown) {
  const faults = new FaultList();
  const notices: Notice[] = [];
  const result = readBySchema(schema, value, { at: { document: 'd', path: ['x'] }, subject: 'd', faults, notices });
  return { result, faults: [...faults].map(({ code, at }) => [code, at]) };
}

const written = { machines: [{ arch: 'x86_64', time_out: 3, host_name: 'a' }, { host_name: 'none' }] };

it('gives fields the names and values that the program uses', () => {
  expect(read(written)).toEqual({
    result: {
      machines: [{ architecture: 'x86_64', timeout: { seconds: 3 }, hostName: 'a' }, { hostName: 'none' }],
    },
    faults: [],
  });
});

it('writes what it read with the keys in the order of the schema', () => {
  const { result } = read({ machines: [{ host_name: 'a', time_out: 3, arch: 'amd64' }, {}] });
  expect(JSON.stringify(encodeBySchema(schema, result ?? { machines: [] }))).toBe(JSON.stringify(written));
});

it('reports the fault of a decoder at its value, with all other faults', () => {
  expect(read({ machines: [{ arch: 'vax', time_out: -1 }, { hostname: 'b' }] }).faults).toEqual([
    ['architecture/unknown', { document: 'd', path: ['x', 'machines', 0, 'arch'] }],
    ['d/type', { document: 'd', path: ['x', 'machines', 0, 'time_out'] }],
    ['d/unknown-key', { document: 'd', path: ['x', 'machines', 1, 'hostname'] }],
  ]);
});
