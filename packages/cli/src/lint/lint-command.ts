import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { lintOptions } from './lint-options.ts';

export const lintCommand = defineCommand({
  name: 'lint',
  summary: 'find what keeps a sealed container from booting, updating or being sealed',
  description: [
    'Checks the unified kernel image, its signature, what is left of other boot loaders, and the disk that is made of',
    'the container: the type and file system of its root, and whether the EFI system partition has room for updates.',
    'The status is 4 if there is an error.',
    '',
    referenceForms,
  ].join('\n'),
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: lintOptions,
  examples: [
    { line: 'bootwright lint --root /mnt/os', summary: 'before the image is pushed' },
    { line: 'bootwright lint --root /mnt/os --format json', summary: 'each finding with its code and cure' },
  ],
  run: async (given, [operand], context) => (await import('./run-lint.ts')).runLint(operand, given, context),
});
