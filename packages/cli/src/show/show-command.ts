import { defineCommand } from '../command.ts';
import { showOptions } from './show-options.ts';

export const showCommand = defineCommand({
  name: 'show',
  summary: 'show what a manifest builds',
  description: [
    'Shows the pipelines of a manifest of any tool with their stages, one line each; the disk with its partitions;',
    'packages by name and version, containers by name, and files by their path. RPMs are named by their URLs.',
    '',
    'A manifest may be wrapped ({"manifest": …}), compressed (.gz), or what "osbuild --inspect" prints.',
  ].join('\n'),
  operands: [{ name: 'MANIFEST', summary: 'a file; "-": standard input', required: true, completes: 'file' }],
  options: showOptions,
  examples: [
    { line: 'bootwright show manifest.json', summary: 'on the terminal' },
    { line: 'bootwright show manifest.json -o manifest.html', summary: 'as a page for a browser' },
  ],
  run: async (given, operands, context) => (await import('./run-show.ts')).runShow(operands, given, context),
});
