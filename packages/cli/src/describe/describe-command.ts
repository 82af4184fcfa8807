import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { describeOptions } from './describe-options.ts';

export const describeCommand = defineCommand({
  name: 'describe',
  summary: 'show an image type: file, partition table, supported blueprint options',
  description: `${[
    'Shows an image type: its file, partition table and supported blueprint options. With a container: the disk that it',
    'becomes, or why it cannot.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [
    { name: 'TYPE', summary: 'name or alias of an image type', required: true, completes: 'image-type' },
    { name: 'REF', summary: 'a container', required: false, completes: 'file' },
  ],
  options: describeOptions,
  examples: [
    { line: 'bootwright describe qcow2', summary: 'for all architectures' },
    { line: 'bootwright describe ami --arch arm64 --json', summary: 'for a script' },
    {
      line: 'bootwright describe qcow2 docker://registry.example.com/me/os:1',
      summary: 'the disk that this image becomes',
    },
  ],
  run: async (given, operands, context) => (await import('./run-describe.ts')).runDescribe(operands, given, context),
});
