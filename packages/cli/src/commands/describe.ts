import { choice } from '../arguments/option.ts';
import { architecture } from '../arguments/values.ts';
import { defineCommand } from '../command.ts';

export const describeCommand = defineCommand({
  name: 'describe',
  summary: 'show an image type: its file, its partition table, the blueprint options that it honours',
  operands: [{ name: 'TYPE', summary: 'name or alias of an image type', required: true, completes: 'image-type' }],
  options: {
    arch: architecture('the table of that architecture alone'),
    filesystem: choice(['ext4', 'xfs', 'btrfs'], 'root file system to draw the table with (default: ext4)'),
  },
  examples: [
    { line: 'bootwright describe qcow2', summary: 'for all architectures' },
    { line: 'bootwright describe ami --arch arm64 --json', summary: 'for a script' },
  ],
  run: async (given, [type = ''], context) =>
    (await import('../describe/run-describe.ts')).runDescribe(type, given, context),
});
