import { expect, test } from 'vitest';
import { pairingNames } from './pairing-names.ts';

test.each<[string, readonly string[], readonly string[], readonly string[], readonly string[]]>([
  ['without folders', ['a.json', 'b.json.gz'], ['a.json.gz'], ['a', 'b'], ['a']],
  ['below different folders', ['old/a.json', 'old/x/b.json'], ['new/a.json'], ['a', 'x/b'], ['a']],
  [
    'by their folders where one set has a folder more',
    ['fedora/a.json', 'fedora/b.json'],
    ['fedora/a.json', 'fedora/b.json', 'rhel/a.json'],
    ['fedora/a', 'fedora/b'],
    ['fedora/a', 'fedora/b', 'rhel/a'],
  ],
  [
    'the same, below a folder of an archive',
    ['new/fedora/a.json', 'new/rhel/a.json'],
    ['2026/old/fedora/a.json'],
    ['fedora/a', 'rhel/a'],
    ['fedora/a'],
  ],
  ['without any pair', ['x/a.json'], ['y/b.json', 'y/z/c.json'], ['a'], ['b', 'z/c']],
  [
    'with the ending where one set has two of a name',
    ['a.json', 'a.json.gz', 'b.json'],
    ['a.json.gz', 'b.json.gz'],
    ['a.json', 'a.json.gz', 'b'],
    ['a.json.gz', 'b'],
  ],
  ['with the ending where the name is that of another file', ['a.json.json'], [], ['a.json.json'], []],
])('files pair %s', (_name, before, after, left, right) => {
  const names = pairingNames(before, after);
  expect([[...names.before.keys()], [...names.after.keys()]]).toEqual([left, right]);
  expect([...names.before.values(), ...names.after.values()]).toEqual([...before, ...after]);
});
