import { defineCommand } from '../command.ts';
import { validateOptions } from './validate-options.ts';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check a blueprint and report every fault',
  operands: [
    {
      name: 'BLUEPRINT',
      summary: 'a blueprint in TOML or JSON; "-": standard input',
      required: true,
      completes: 'file',
    },
  ],
  options: validateOptions,
  examples: [
    { line: 'bootwright validate config.toml', summary: 'each fault with its line and a hint' },
    { line: 'bootwright validate config.toml --type qcow2 --json', summary: 'for an editor' },
  ],
  run: async (given, [blueprint = ''], context) =>
    (await import('./run-validate.ts')).runValidate(blueprint, given, context),
});
