import { defineCommand } from '../command.ts';
import { checkOptions } from './check-options.ts';

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'check manifests of osbuild, of any tool',
  description: [
    'Errors are what osbuild rejects, and what it crashes on, such as a reference to a pipeline that does not',
    'exist: all at once, each with line and column; the status is then 3. Warnings are what osbuild accepts and',
    'what fails later: partitions that overlap, mounts that hide others, sources that nothing uses.',
    '',
    'A manifest may be wrapped ({"manifest": …}), compressed (.gz), or what "osbuild --inspect" prints.',
  ].join('\n'),
  operands: [
    {
      name: 'MANIFEST',
      summary: 'a file, or a folder of .json and .json.gz; "-": standard input',
      required: true,
      repeated: true,
      completes: 'file',
    },
  ],
  options: checkOptions,
  examples: [
    { line: 'bootwright check manifest.json', summary: 'each error with its line' },
    { line: 'bootwright check manifests --json', summary: 'a folder, a line for each manifest' },
  ],
  run: async (given, operands, context) => (await import('./run-check.ts')).runCheck(operands, given, context),
});
