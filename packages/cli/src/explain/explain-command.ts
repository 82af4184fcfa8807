import { defineCommand } from '../command.ts';

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'explain a fault or notice code: what, why, cure and an example',
  description: [
    'Explains the code in square brackets that each fault and notice ends with. A subject, the part before the slash, lists',
    'its codes; without CODE all codes are listed.',
  ].join(' '),
  operands: [
    {
      name: 'CODE',
      summary: 'a code such as blueprint/mode, or a subject such as blueprint (default: all codes)',
      required: false,
      completes: 'nothing',
    },
  ],
  options: {},
  examples: [
    { line: 'bootwright explain blueprint/mode', summary: 'one code' },
    { line: 'bootwright explain sealed', summary: 'the codes of a subject' },
    { line: "bootwright explain --json | jq -r '.[].code'", summary: 'all codes, for a script' },
  ],
  run: async (_given, [code], context) => (await import('./run-explain.ts')).runExplain(code, context),
});
