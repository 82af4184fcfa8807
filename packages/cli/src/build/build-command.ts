import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { buildOptions } from './build-options.ts';

export const buildCommand = defineCommand({
  name: 'build',
  summary: 'build an image with osbuild',
  description: `${[
    'Reads a container, writes its manifest as "manifest" does, and builds the image with osbuild: as root, with the',
    "osbuild in the PATH, or one in a container image (--osbuild-image). The container comes from root's podman storage,",
    'or with --bootc-remote from its registry. One run builds several types, but an ISO only with other ISOs. Before it starts, "build" checks what it',
    'needs of this host ("bootwright doctor" shows more). A file of the same name is replaced only when the new image is',
    'complete. Ctrl-C stops osbuild and cleans up.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: buildOptions,
  examples: [
    {
      line: 'sudo bootwright build registry.example.com/me/os:1 --type qcow2',
      summary: 'into a folder such as bootc-fedora-42-qcow2-x86_64',
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
      line: 'sudo bootwright build registry.example.com/me/os:1 --type bootc-generic-iso --layout bib --output-dir output',
      summary: 'an ISO: output/bootiso/install.iso',
    },
    {
      line: 'sudo bootwright build --manifest os.json --export qcow2 --output-dir out',
      summary: 'from an existing manifest',
    },
  ],
  run: async (given, [operand], context) => (await import('./run-build.ts')).runBuild(operand, given, context),
});
