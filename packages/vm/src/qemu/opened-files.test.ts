import { expect, test } from 'vitest';
import { checkOpenedFiles } from './opened-files.ts';

const plan: Parameters<typeof checkOpenedFiles>[1] = {
  firmware: {
    kind: 'flash',
    code: { file: '/fw/CODE', format: 'raw' },
    variables: { file: '/lease/variables', format: 'raw' },
    secure: false,
  },
  medium: {
    kind: 'disk',
    disk: { file: '/disks/web.qcow2', format: 'qcow2', kind: 'file', isIso: false },
    path: '/proc/1/fd/20',
  },
};

const node = (drv: string, file: string) => ({ drv, file, 'node-name': '#block1' });
const usual = [
  node('qcow2', 'json:{"backing": null}'),
  node('file', '/lease/vl.ABCDEF'),
  node('qcow2', '/proc/1/fd/20'),
  node('file', '/proc/1/fd/20'),
  node('raw', '/fw/CODE'),
  node('file', '/fw/CODE'),
  node('file', '/lease/variables'),
];

test('the disk, its overlay and the firmware are what a machine needs', () => {
  expect(() => checkOpenedFiles(usual, plan, '/lease')).not.toThrow();
});

test.each([
  ['a file of the host', [...usual, node('file', '/etc/shadow')], '"/etc/shadow"'],
  ['a file below the folder of the run', [...usual, node('file', '/lease/other/x')], '"/lease/other/x"'],
  ['a host of the network', [...usual, node('nbd', 'nbd://host:10809')], '"nbd://host:10809"'],
  ['a program of the network with the name of the disk', [...usual, node('https', '/proc/1/fd/20')], '"/proc/1/fd/20"'],
  ['a device of the host', [...usual, node('host_device', '/dev/sda')], '"/dev/sda"'],
  ['a node without a name', [...usual, {}], '""'],
  ['no disk at all', [], '""'],
  ['an answer of another form', { nodes: usual }, '""'],
])('%s is a fault', (_, nodes, file) => {
  expect(() => checkOpenedFiles(nodes, plan, '/lease')).toThrow(
    expect.objectContaining({
      code: 'boot/disk-parts',
      message: `/disks/web.qcow2 made QEMU open another file: ${file}`,
    }),
  );
});
