import { defineCommand } from '../command.ts';

export const schemaNames = ['request', 'blueprint', 'disk.yaml', 'inspection', 'build-event', 'manifest'] as const;

export const schemaCommand = defineCommand({
  name: 'schema',
  summary: 'print the JSON Schema of an input or output',
  description: [
    'Prints a JSON Schema (draft 2020-12) for editors, forms and checks. NAME is one of',
    '  request      what "manifest --request" and each line of "batch" read',
    '  blueprint    what "--blueprint" and "validate" read, in TOML as well',
    '  disk.yaml    what a container says of its disk',
    '  inspection   what "inspect --format json" prints; its "container" is that of a request',
    '  build-event  each line that "build --progress json" writes',
    '  manifest     what osbuild builds: every stage, source, input, device and mount',
  ].join('\n'),
  operands: [{ name: 'NAME', summary: schemaNames.join(', '), required: true, completes: { words: schemaNames } }],
  options: {},
  examples: [{ line: 'bootwright schema blueprint > blueprint.schema.json', summary: 'for an editor' }],
  run: async (_given, [name = ''], context) => (await import('./run-schema.ts')).runSchema(name, context),
});
