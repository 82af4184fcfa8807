import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { listOptions } from './list-options.ts';

export const listCommand = defineCommand({
  name: 'list',
  summary: 'list image types, and which of them a container can become',
  description: `${[
    'Lists the image types, their architectures, and where sealed images boot. With a container: which types it can',
    'become, and why not the others.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'a container', required: false, completes: 'file' }],
  options: listOptions,
  examples: [
    { line: 'bootwright list', summary: 'as a table' },
    { line: "bootwright list --json | jq -r '.[].name'", summary: 'the names alone' },
    {
      line: 'bootwright list docker://registry.example.com/me/os:1 --arch arm64',
      summary: 'what that image can become',
    },
  ],
  run: async (given, [operand], context) => (await import('./run-list.ts')).runList(operand, given, context),
});
