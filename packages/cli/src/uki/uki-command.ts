import { defineCommand } from '../command.ts';
import { ukiActions, ukiOptions } from './uki-options.ts';

export const ukiCommand = defineCommand({
  name: 'uki',
  summary: 'predict what a TPM measures of a unified kernel image',
  description: [
    'systemd-stub measures the sections of a unified kernel image into PCR 11, and addons into PCR 12.',
    '  measure  prints PCR 11 by boot phase and PCR 12, and checks the signed policies in the image (.pcrsig)',
    '  diff     says which TPM policies of the first image no longer open with the second; the status is 4 if any',
    'FILE is the path of an image, or a sealed container, whose image is measured, such as oci-archive:os.tar or',
    'docker://registry.example.com/me/os:1.',
    'PCR 12 is that of a machine that gives the image nothing but addons: no credentials, no other command line.',
  ].join('\n'),
  operands: [
    { name: 'ACTION', summary: ukiActions.join(', '), required: true, completes: { words: ukiActions } },
    {
      name: 'FILE',
      summary: 'a unified kernel image, or a container with one; for diff: two',
      required: true,
      repeated: true,
      completes: 'file',
    },
  ],
  options: ukiOptions,
  examples: [
    { line: 'bootwright uki measure linux.efi --json', summary: 'PCR 11 by phase, for SHA-256 and SHA-384' },
    { line: 'bootwright uki measure linux.efi --addon site.addon.efi', summary: 'PCR 12 as well' },
    { line: 'bootwright uki diff linux.efi linux.efi', summary: 'what is bound to the TPM, after an update' },
    {
      line: 'bootwright uki diff oci-archive:os.tar docker://registry.example.com/me/os:1',
      summary: 'the same of two containers',
    },
  ],
  run: async (given, [action = '', ...files], context) =>
    (await import('./run-uki.ts')).runUki(action, files, given, context),
});
