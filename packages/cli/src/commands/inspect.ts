import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { inspectOptions } from '../inspect/inspect-options.ts';

export const inspectCommand = defineCommand({
  name: 'inspect',
  summary: 'show what is known of a container',
  description: `${[
    'Reads a bootable container and shows what decides about its image: the system, the kernel and how it boots, whether',
    'it is sealed, its install configuration, the disks that it can become. Nothing of the container is run, unless',
    '--by says so; nothing is pulled, and nothing is left behind. In the JSON form "container" is that of a request.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: inspectOptions,
  examples: [
    { line: 'bootwright inspect docker://registry.example.com/me/os:1', summary: 'a page to read, from its registry' },
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
      summary: 'does reading say what its programs say?',
    },
  ],
  run: async (given, [operand], context) =>
    (await import('../inspect/run-inspect.ts')).runInspect(operand, given, context),
});
