import { Fault, type Location } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

const start = `# a layout
partition_table:
  partitions:
    - {size: 100 MiB, payload_type: filesystem, payload: {type: vfat, mountpoint: /boot/efi}}
`;

function places(
  text: string,
): readonly (readonly [code: string, line: number | undefined, column: number | undefined])[] {
  const value = parseDiskDefinition(text, { document: 'disk.yaml' });
  const diskDefinition = { file: 'usr/lib/image-builder/bootc/disk.yaml', text, value };
  const container = { ...sampleContainer, os: { ...sampleContainer.os, diskDefinition } };
  const seen = (code: string, at: Location | undefined) => [code, at?.line, at?.column] as const;
  try {
    return planImage(sampleRequest({}, { container })).notices.map(({ code, at }) => seen(code, at));
  } catch (error) {
    if (error instanceof Fault) return error.all().map(({ code, at }) => seen(code, at));
    throw error;
  }
}

test.each([
  [
    'file systems without a type, each',
    `${start}    - size: 2 GiB
      payload_type: filesystem
      payload:
        mountpoint: /var/x
    - size: 10 GiB
      payload_type: filesystem
      payload:
        label: root
        mountpoint: /
`,
    [
      ['disk/filesystem', 5, 7],
      ['disk/filesystem', 9, 7],
    ],
  ],
  [
    'a file system of a type that osbuild does not make',
    `${start}    - {size: 10 GiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /}}
    - {size: 10 GiB, payload_type: filesystem, payload: {type: zfs, mountpoint: /var/x}}
`,
    [['disk/filesystem', 6, 7]],
  ],
  ['a table without a root', start, [['disk/no-root', 2, 1]]],
  [
    'a notice',
    `${start}    - {size: 9 MiB, payload_type: filesystem, payload: {type: xfs, mountpoint: /var/x}}
    - {size: 10 GiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /}}
`,
    [['disk/too-small', 5, 7]],
  ],
])('%s has the line and column of disk.yaml', (_what, text, expected) => {
  expect(places(text)).toEqual(expected);
});
