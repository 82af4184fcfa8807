import { fleetClasses } from '@bootwright/fleet-diff';
import { expect, test } from 'vitest';
import { ignorableClasses, parseIgnored } from './ignored-classes.ts';

test('every class of changes can be ignored', () => {
  expect(ignorableClasses).toEqual(fleetClasses);
});

test('a class is named in the singular or in the plural', () => {
  expect(parseIgnored('sources, identifier,order')).toEqual(['source', 'identifier', 'key-order']);
});
