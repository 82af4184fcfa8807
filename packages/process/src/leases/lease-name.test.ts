import { expect, test } from 'vitest';
import { leaseName, parseLeaseName, renderLeaseName } from './lease-name.ts';

const id = '0123456789abcdef';

test('a lease is read as it was named', () => {
  const name = leaseName(id, { pid: 7, start: 42, place: 'boot/1' });
  expect(parseLeaseName(renderLeaseName(name))).toEqual(name);
  expect(renderLeaseName(name)).toMatch(/^0123456789abcdef\.[0-9a-f]{8}\.7:42$/);
});

test('two places give two names', () => {
  const names = ['boot/1', 'boot/2'].map((place) => leaseName(id, { pid: 7, start: 42, place }).place);
  expect(names[0]).not.toBe(names[1]);
});

test.each(['', 'x', `${id}.01234567.`, `${id}.01234567.0:1`, `${id}.0123456.7:42`, `${id}.01234567.7:42.part`, `..`])(
  '%j is not the name of a lease',
  (name) => expect(parseLeaseName(name)).toBeUndefined(),
);
