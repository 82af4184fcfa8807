import { collectTree, createTree, type NewEntry, treeSource } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';

const container = {
  'usr/lib/os-release': 'ID=acme\nNAME=Acme\nVERSION_ID=1\n',
  'usr/lib/modules/6.1/vmlinuz': 'k',
};

function diskYaml(source: string): Readonly<Record<string, NewEntry>> {
  const text = `partition_table:
  partitions:
    - size: 8 MiB
      payload_type: raw
      payload:
        source_path: ${source}
`;
  return { 'usr/lib/image-builder/bootc/disk.yaml': text };
}

function notices(files: Readonly<Record<string, NewEntry>>) {
  const tree = collectTree(treeSource(createTree({ ...container, ...files })), inspectedFiles);
  const outcome = outcomeOf(() => inspectTree(tree, { imgref: 'quay.example.com/acme:1' }));
  if (!('value' in outcome)) throw new Error(outcome.fault);
  return outcome.value.notices
    .filter(({ code }) => code === 'inspect/raw-source')
    .map(({ message, at }) => `${at?.file}:${at?.line}:${at?.column} ${message}`);
}

const place = 'usr/lib/image-builder/bootc/disk.yaml:6:9';

test.each<readonly [string, Readonly<Record<string, NewEntry>>, readonly string[]]>([
  [
    'that the container does not have',
    diskYaml('/usr/lib/firmware/loader.bin'),
    [
      `${place} disk.yaml writes "/usr/lib/firmware/loader.bin" to a partition, which is not in the container: the build fails`,
    ],
  ],
  [
    'that is a directory',
    diskYaml('/usr/lib/modules'),
    [`${place} disk.yaml writes "/usr/lib/modules" to a partition, which is a directory: the build fails`],
  ],
  [
    'behind a link that leads nowhere',
    { ...diskYaml('/usr/boot.img'), 'usr/boot.img': { link: 'lib/boot.img' } },
    [`${place} disk.yaml writes "/usr/boot.img" to a partition, which is not in the container: the build fails`],
  ],
  ['that is there', { ...diskYaml('/usr/lib/loader.bin'), 'usr/lib/loader.bin': 'x' }, []],
  ['behind a link', { ...diskYaml('/lib/loader.bin'), lib: { link: 'usr/lib' }, 'usr/lib/loader.bin': 'x' }, []],
  ['with a sign that patterns of inspection use', { ...diskYaml('"/usr/*"'), 'usr/*': 'x' }, []],
])('a raw payload %s', (_what, files, expected) => {
  expect(notices(files)).toEqual(expected);
});
