import { choice, type Given, type Options, text } from '../arguments/option.ts';
import { architecture, digest, directory } from '../arguments/values.ts';
import { defineCommand } from '../command.ts';

const options = {
  root: directory("root directory of the container, as 'podman image mount' gives it"),
  ref: text('REF', 'the reference of the container, to be part of the result'),
  arch: architecture("architecture of the container (default: this machine's)"),
  imageId: digest('image id of the container, to be part of the result'),
  format: choice(['text', 'json', 'yaml'], 'text for people, json or yaml for a request (default: text)'),
} as const satisfies Options;

/** What `inspect` was given. */
export type InspectGiven = Given<typeof options>;

export const inspectCommand = defineCommand({
  name: 'inspect',
  summary: 'show what is known of a container',
  description: [
    'Reads the root directory of a bootable container and shows what decides about its image: the system, the kernel,',
    'whether it is sealed, the boot loader, the file system. Nothing of the container is run. The JSON form is the',
    '"container" of a request.',
  ].join('\n'),
  operands: [],
  options,
  examples: [
    { line: 'bootwright inspect --root /mnt/os', summary: 'a page to read' },
    { line: 'bootwright inspect --root /mnt/os --format json | jq .unified_kernel', summary: 'is it sealed?' },
  ],
  run: async (given, _operands, context) => (await import('../inspect/run-inspect.ts')).runInspect(given, context),
});
