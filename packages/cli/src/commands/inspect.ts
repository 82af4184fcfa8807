import { defineCommand } from '../command.ts';
import { inspectOptions } from '../inspect/inspect-options.ts';

export const inspectCommand = defineCommand({
  name: 'inspect',
  summary: 'show what is known of a container',
  description: [
    'Reads the root directory of a bootable container and shows what decides about its image: the system, the kernel,',
    'whether it is sealed, the boot loader, the file system. Nothing of the container is run. The JSON form is the',
    '"container" of a request.',
  ].join('\n'),
  operands: [],
  options: inspectOptions,
  examples: [
    { line: 'bootwright inspect --root /mnt/os', summary: 'a page to read' },
    { line: 'bootwright inspect --root /mnt/os --format json | jq .unified_kernel', summary: 'is it sealed?' },
  ],
  run: async (given, _operands, context) => (await import('../inspect/run-inspect.ts')).runInspect(given, context),
});
