import { choice, type Given, text, toggle } from '../arguments/option.ts';
import { digest, directory } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

export const inspectOptions = {
  ...sourceOptions,
  format: choice(
    ['text', 'json', 'yaml', 'bootc', 'install-configuration', 'modules'],
    'text: for reading; json, yaml: all facts; bootc, install-configuration, modules: as the programs of the container print them (default: text)',
    { value: 'FORMAT' },
  ),
  all: toggle('with --format install-configuration: include the kernel arguments'),
  kernel: text(
    'VERSION',
    'with --format modules: version of the kernel whose initramfs is listed (default: that of the container)',
  ),
  by: choice(
    ['read', 'exec', 'both'],
    'read the files; or run the programs of the container; or both, and compare (default: read)',
  ),
  verify: toggle(
    'verify by the composefs digest that what bootc installs boots the root in the layers, or in the directory, and nothing else',
  ),
  matrix: toggle('with --verify: the digest in each format, and which versions of bootc accept the seals'),
  walk: directory(
    'with --matrix: a directory with the same root, such as a mounted image; shows the first entry that differs',
  ),
  ref: text('REF', 'reference under which it is deployed (default: its own name)'),
  imageId: digest('image id of the container, if the source has none'),
};

export type InspectGiven = Given<typeof inspectOptions>;
