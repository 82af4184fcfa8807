import { defineCommand } from '../command.ts';
import { idsOptions } from './ids-options.ts';

export const idsCommand = defineCommand({
  name: 'ids',
  summary: 'print the ids that osbuild gives to pipelines and stages',
  description: [
    'The id of a pipeline changes with everything that its tree depends on, so that it is a key for a cache.',
    'With two manifests, says which pipelines of the second have to be built again, and from which stage on;',
    'with --json, each manifest is a line of its own unless --compare is given.',
  ].join('\n'),
  operands: [
    {
      name: 'MANIFEST',
      summary: 'a file, or a folder of .json and .json.gz; "-": standard input',
      required: true,
      repeated: true,
      completes: 'file',
    },
  ],
  options: idsOptions,
  examples: [
    { line: 'bootwright ids manifest.json', summary: 'the id of each pipeline' },
    { line: 'bootwright ids old.json new.json', summary: 'what has to be built again' },
    { line: 'bootwright ids manifest.json --cache-keys', summary: 'NAME=ID, such as for a cache of CI' },
  ],
  run: async (given, operands, context) => (await import('./run-ids.ts')).runIds(operands, given, context),
});
