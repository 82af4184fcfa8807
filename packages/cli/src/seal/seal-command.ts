import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { sealActions, sealOptions } from './seal-options.ts';

export const sealCommand = defineCommand({
  name: 'seal',
  summary: 'compute the composefs digest that seals a container, and compare roots',
  description: [
    'A sealed container boots one root only: the one with the digest in the command line of its kernel (composefs=).',
    '  digest  prints the digest of a root, as "bootc container compute-composefs-digest" does',
    '  dump    prints the files that it covers, in the dump format of composefs',
    '  diff    says which files of two roots differ, and in which layer; the status is 4 if any do',
    '',
    referenceForms,
    '  dump:FILE                       a dump, also one of bootc (--write-dumpfile-to)',
  ].join('\n'),
  operands: [
    { name: 'ACTION', summary: sealActions.join(', '), required: true, completes: { words: sealActions } },
    { name: 'REF', summary: 'the container; for diff: two', required: false, repeated: true, completes: 'file' },
  ],
  options: sealOptions,
  examples: [
    { line: 'bootwright seal digest registry.example.com/me/os:1', summary: 'what composefs= has to name' },
    { line: 'bootwright seal digest --root /mnt/os --erofs 2', summary: 'of a directory, as old bootc counts it' },
    {
      line: 'bootwright seal diff registry.example.com/me/os:1 registry.example.com/me/os:1',
      summary: 'why do two digests differ?',
    },
  ],
  run: async (given, [action = '', ...operands], context) =>
    (await import('./run-seal.ts')).runSeal(action, operands, given, context),
});
