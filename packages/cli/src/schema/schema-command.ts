import { type Given, toggle, value } from '../arguments/option.ts';
import { defineCommand } from '../command.ts';
import { documentKinds } from '../validate/document-kinds.ts';

/** Every kind of document that `validate` knows, and what commands print. */
export const schemaNames = [...documentKinds, 'inspection', 'build-event'] as const;

export type SchemaName = (typeof schemaNames)[number];

const options = {
  all: toggle('write every schema, each as NAME.json, to the folder of --output'),
  output: value('FILE', 'write to this file, or with --all to this folder (default: standard output)', String, {
    alias: '-o',
    completes: 'file',
  }),
};

export type SchemaGiven = Given<typeof options>;

export const schemaCommand = defineCommand({
  name: 'schema',
  summary: 'print the JSON Schema of an input or output',
  description: [
    'Prints a JSON Schema (draft 2020-12) for editors, forms and checks. NAME is one of',
    '  blueprint              what "--blueprint" reads, in TOML as well',
    '  disk.yaml              what a container says of its disk',
    '  iso.yaml               what a container says of an ISO made of it',
    '  install-configuration  a file of /usr/lib/bootc/install, in TOML',
    '  kargs.d                a file of /usr/lib/bootc/kargs.d, in TOML',
    '  request                what "manifest --request" and each line of "batch" read',
    '  facts                  facts of a container, the "container" of a request',
    '  cases                  a file of golden cases: a request, or a matrix of them',
    '  manifest               what osbuild builds: every stage, source, input, device and mount',
    '  inspection             what "inspect --format json" prints',
    '  build-event            each line that "build --progress json" writes',
  ].join('\n'),
  operands: [{ name: 'NAME', summary: schemaNames.join(', '), required: false, completes: { words: schemaNames } }],
  options,
  examples: [
    { line: 'bootwright schema blueprint > blueprint.schema.json', summary: 'for an editor' },
    { line: 'bootwright schema --all --output schemas', summary: 'all of them, for an editor without network' },
  ],
  run: async (given, [name], context) => (await import('./run-schema.ts')).runSchema(name, given, context),
});
