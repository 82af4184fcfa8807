import { type Given, type Options, text } from '../arguments/option.ts';
import { defineCommand } from '../command.ts';

const options = {
  type: {
    ...text('TYPE', 'name the options that this image type does not honour as well'),
    completes: 'image-type',
  },
} as const satisfies Options;

/** What `validate` was given. */
export type ValidateGiven = Given<typeof options>;

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check a blueprint and name all its faults',
  operands: [{ name: 'BLUEPRINT', summary: 'in TOML or JSON; "-": standard input', required: true, completes: 'file' }],
  options,
  examples: [
    { line: 'bootwright validate config.toml', summary: 'each fault with its line and what to do' },
    { line: 'bootwright validate config.toml --type qcow2 --json', summary: 'for an editor' },
  ],
  run: async (given, [blueprint = ''], context) =>
    (await import('../validate/run-validate.ts')).runValidate(blueprint, given, context),
});
