import { defineCommand } from '../command.ts';
import { validateOptions } from './validate-options.ts';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check blueprints and other documents, and report every fault',
  description: [
    'Checks blueprints, requests, golden cases, manifests, and what a container contains: disk.yaml, iso.yaml, its',
    'install configuration and kargs.d. The kind of each is known by its content.',
  ].join('\n'),
  operands: [
    {
      name: 'FILE',
      summary: 'a document in TOML, JSON or YAML, or a folder of them; "-": standard input',
      required: true,
      repeated: true,
      completes: 'file',
    },
  ],
  options: validateOptions,
  examples: [
    { line: 'bootwright validate config.toml', summary: 'each fault with its line and a hint' },
    { line: 'bootwright validate config.toml --type qcow2 --json', summary: 'for an editor' },
    { line: 'bootwright validate config.toml disk.yaml --format sarif', summary: 'several, for code scanning' },
  ],
  run: async (given, files, context) => (await import('./run-validate.ts')).runValidate(files, given, context),
});
