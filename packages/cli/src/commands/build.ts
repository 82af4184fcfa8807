import { buildOptions } from '../build/build-options.ts';
import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';

export const buildCommand = defineCommand({
  name: 'build',
  summary: 'build an image with osbuild',
  description: `${[
    'Reads a container, writes the manifest of its image as "manifest" does, and lets osbuild build it: as root, with the',
    "osbuild of the PATH, or one in a container image (--osbuild-image). The container is taken from root's podman",
    'storage, or with --bootc-remote from its registry. Several types are built in one run. What the build needs of this',
    'machine is looked up before it begins ("bootwright doctor" shows more). A plain file of the same name is replaced',
    'when the image is whole, and not before. Ctrl-C ends osbuild and gives everything back.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: buildOptions,
  examples: [
    {
      line: 'sudo bootwright build registry.example.com/me/os:1 --type qcow2',
      summary: 'makes a folder such as bootc-fedora-42-qcow2-x86_64',
    },
    {
      line: 'sudo bootwright build registry.example.com/me/os:1 --type qcow2,raw --output-dir out --output-name os',
      summary: 'two images in one run: out/os.qcow2 and out/os.raw',
    },
    {
      line: 'sudo bootwright build registry.example.com/me/os:1 --type qcow2 --layout bib --output-dir output --chown 1000:1000',
      summary: 'files where bootc-image-builder puts them',
    },
    {
      line: 'sudo bootwright build --manifest os.json --export qcow2 --output-dir out',
      summary: 'of a manifest that is there already',
    },
  ],
  run: async (given, [operand], context) => (await import('../build/run-build.ts')).runBuild(operand, given, context),
});
