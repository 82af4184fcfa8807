import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { inspectOptions } from './inspect-options.ts';

export const inspectCommand = defineCommand({
  name: 'inspect',
  summary: 'show the facts of a container',
  description: `${[
    'Reads a bootable container and shows what determines its image: the system, the kernel and how it boots, whether it',
    'is sealed, its install configuration, and the disks that it can become. Nothing in the container runs unless --by',
    'asks for it; nothing is pulled, and nothing is left behind. "container" in the JSON form can be used in a request.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: inspectOptions,
  examples: [
    { line: 'bootwright inspect docker://registry.example.com/me/os:1', summary: 'from its registry' },
    {
      line: 'podman save registry.example.com/me/os:1 | bootwright inspect docker-archive:-',
      summary: 'from standard input',
    },
    {
      line: 'bootwright inspect registry.example.com/me/os:1 --format json | jq .container.unified_kernel',
      summary: 'is it sealed?',
    },
    {
      line: 'bootwright inspect registry.example.com/me/os:1 --format bootc',
      summary: 'as "bootc container inspect --json" prints it',
    },
    {
      line: 'sudo bootwright inspect registry.example.com/me/os:1 --by both',
      summary: 'do the files and the programs of the container agree?',
    },
  ],
  run: async (given, [operand], context) => (await import('./run-inspect.ts')).runInspect(operand, given, context),
});
