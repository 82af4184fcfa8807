import { defineCommand } from '../command.ts';
import { addonActions, addonOptions } from './addon-options.ts';

export const addonCommand = defineCommand({
  name: 'addon',
  summary: 'build, sign and check addons of unified kernel images',
  description: [
    'An addon on the ESP (/loader/addons/NAME.addon.efi) gives kernel arguments and credentials to every unified',
    'kernel image of a machine, so that a sealed image can be customized without breaking its seal.',
    '  build   makes an addon; of a blueprint it takes users, groups, keys, files,',
    '          directories, host name, time zone, locale, services and kernel',
    '          arguments, and reports the rest; unsigned without --certificate,',
    '          and machines with Secure Boot ignore it then',
    '  show    prints what an addon adds, and who signed it',
    '  sign    adds a signature to an addon, or to another PE file',
    '  verify  checks a signature against db and dbx of a machine; the status is 4 if it would be rejected',
    'The same input gives the same bytes.',
  ].join('\n'),
  operands: [
    { name: 'ACTION', summary: addonActions.join(', '), required: true, completes: { words: addonActions } },
    { name: 'FILE', summary: 'the addon ("-": standard input); for build: none', required: false, completes: 'file' },
  ],
  options: addonOptions,
  examples: [
    { line: "bootwright addon build --kernel-args 'rw quiet' -o site.addon.efi", summary: 'more kernel arguments' },
    {
      line: 'bootwright addon build --blueprint config.toml --key db.key --certificate db.pem -o site.addon.efi',
      summary: 'the arguments of a blueprint, signed for Secure Boot',
    },
    { line: 'bootwright addon verify site.addon.efi --db db.pem', summary: 'would the machine take it?' },
  ],
  run: async (given, [action = '', file], context) =>
    (await import('./run-addon.ts')).runAddon(action, file, given, context),
});
