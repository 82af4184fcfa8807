import { defineCommand } from '../command.ts';
import { diffOptions } from '../diff/diff-options.ts';

export const diffCommand = defineCommand({
  name: 'diff',
  summary: 'say what differs between two manifests',
  description: [
    'Compares two osbuild manifests by pipeline, stage and role: a moved stage is shown as moved, a size in',
    'MiB, kernel arguments are compared word by word. Any two JSON documents can be compared.',
    '',
    'With --pair A and B are requests, and what sealing changes is shown: A unsealed, B sealed. Of one',
    'request alone, the other one is the same with a container that is sealed, or is not.',
  ].join('\n'),
  operands: [
    { name: 'A', summary: 'a manifest; "-": standard input', required: true, completes: 'file' },
    { name: 'B', summary: 'the other one; needed unless --pair is given', required: false, completes: 'file' },
  ],
  options: diffOptions,
  examples: [
    { line: 'bootwright diff old.json new.json', summary: 'for people' },
    { line: 'bootwright diff old.json new.json --format html --output changes.html', summary: 'to look at' },
    { line: 'bootwright diff --pair request.json --profile recommended', summary: 'what sealing a container changes' },
  ],
  run: async (given, operands, context) => (await import('../diff/run-diff.ts')).runDiff(operands, given, context),
});
