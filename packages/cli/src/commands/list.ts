import { defineCommand } from '../command.ts';

export const listCommand = defineCommand({
  name: 'list',
  summary: 'list the image types, their architectures and where sealed images boot',
  operands: [],
  options: {},
  examples: [
    { line: 'bootwright list', summary: 'as a table' },
    { line: "bootwright list --json | jq -r '.[].name'", summary: 'the names alone' },
  ],
  run: async (_given, _operands, context) => (await import('../list/run-list.ts')).runList(context),
});
