import { choice, type Given, type Options, text, toggle } from '../arguments/option.ts';
import { digest } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

/** The options of `inspect`. */
export const inspectOptions = {
  ...sourceOptions,
  format: {
    ...choice(
      ['text', 'json', 'yaml', 'bootc', 'install-configuration', 'modules'],
      'text: for people; json, yaml: all facts; bootc, install-configuration, modules: as the programs of the container print them (default: text)',
    ),
    value: 'FORMAT',
  },
  all: toggle('with --format install-configuration: the kernel arguments as well'),
  kernel: text(
    'VERSION',
    'with --format modules: the kernel whose initramfs is listed (default: that of the container)',
  ),
  by: {
    ...choice(
      ['read', 'exec', 'both'],
      'read the files; or run the container and ask its programs; or both, and compare (default: read)',
    ),
    value: 'read|exec|both',
  },
  verify: toggle(
    'check that what bootc installs boots the root in the layers and nothing else, by its composefs digest',
  ),
  ref: text('REF', 'the reference under which it is deployed, to be part of the result (default: its own name)'),
  imageId: digest('image id of the container, if its source does not have it'),
} as const satisfies Options;

/** What `inspect` was given. */
export type InspectGiven = Given<typeof inspectOptions>;
