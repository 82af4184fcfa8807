import { type Given, toggle } from '../arguments/option.ts';
import { imageTypes, profile } from '../arguments/values.ts';
import { defineCommand } from '../command.ts';

const validateOptions = {
  type: imageTypes('also report options that these image types do not support (default: those that no type supports)'),
  sealed: toggle('the container is sealed: also report what a sealed image leaves out'),
  profile: profile(),
};

/** Values of `validateOptions`. */
export type ValidateGiven = Given<typeof validateOptions>;

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
