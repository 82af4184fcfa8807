import { createTree, longestText } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { inspectTree } from './inspect-tree.ts';

const release = { 'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n' };

/** As much of a line, numbered, as a file may hold. */
const full = (line: (index: number) => string, head = ''): string => {
  const parts = [head];
  for (let length = head.length, index = 0; ; index++) {
    const next = line(index);
    length += next.length;
    if (length > longestText) return parts.join('');
    parts.push(next);
  }
};

const install = 'usr/lib/bootc/install/a.toml';
const kargs = 'usr/lib/bootc/kargs.d/a.toml';

test.each([
  ['os-release of lines that say nothing', 'usr/lib/os-release', full(() => 'x\n')],
  ['os-release of one open quote', 'usr/lib/os-release', full(() => "'", 'ID=')],
  ['os-release of backslashes', 'usr/lib/os-release', full(() => '\\', 'ID="')],
  ['os-release of blanks', 'usr/lib/os-release', full(() => ' ', 'ID=a\nNAME=b')],
  ['os-release of NUL', 'usr/lib/os-release', full(() => '\u0000')],
  ['an SELinux configuration of lines', 'etc/selinux/config', full(() => 'A=b\n')],
  ['unknown keys of the install configuration', install, full((index) => `k${index} = 1\n`, '[install]\n')],
  ['ignored keys of the install configuration', install, full((index) => `k${index} = 1\n`, '[install.ostree]\n')],
  ['a table of tables', install, full((index) => `[t${index}]\n`)],
  ['brackets', install, full(() => '[', 'a = ')],
  ['kernel arguments', kargs, `kargs = [${full((index) => `"a${index}",`).slice(0, -100)}`.replace(/,[^,]*$/, ']')],
  ['one kernel argument of quotes', kargs, `kargs = ['${full(() => '" ').slice(0, -100)}']`],
  ['YAML brackets', 'usr/lib/image-builder/bootc/iso.yaml', full(() => '[')],
  ['YAML dashes', 'usr/lib/image-builder/bootc/iso.yaml', full(() => '- ')],
  ['YAML keys', 'usr/lib/image-builder/bootc/iso.yaml', full((index) => `k${index}: 1\n`)],
  ['fewer YAML keys', 'usr/lib/image-builder/bootc/iso.yaml', full((index) => `k${index}: 1\n`).slice(0, 65_536)],
])('%s: facts or a fault, before the time of a test is over', (_, file, text) => {
  const tree = createTree({ ...release, [file]: text });
  const outcome = outcomeOf(() => inspectTree(tree, { imgref: 'x', architecture: 'x86_64' }));
  expect('value' in outcome || 'fault' in outcome).toBe(true);
});
