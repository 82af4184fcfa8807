import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { manifestOptions } from './manifest-options.ts';

export const manifestCommand = defineCommand({
  name: 'manifest',
  summary: 'write the osbuild manifest of an image',
  description: `${[
    'Reads a container, plans its disk image, and writes the manifest from which osbuild builds it. The container is an',
    'image (REF), or its facts are in a request (--request), whose settings other options override. Ids and digests come',
    'from the image; a directory has none, so options give them. Whatever is ignored or changed is reported on stderr. A',
    'file or pipe gets the exact bytes of the manifest; a terminal gets control and invisible characters escaped.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: manifestOptions,
  examples: [
    {
      line: 'bootwright manifest registry.example.com/me/os:1 --type qcow2 -o os.json',
      summary: 'for an image that podman or Docker has',
    },
    {
      line: 'bootwright manifest docker://registry.example.com/me/os:1 --type qcow2 --arch arm64 --bootc-remote',
      summary: 'for an image in a registry, from which osbuild fetches it',
    },
    {
      line: 'bootwright manifest --root /mnt/os --ref registry.example.com/me/os:1 --type ami --blueprint config.toml --mock-sources',
      summary: 'with a blueprint and placeholder ids',
    },
    { line: 'bootwright manifest --request request.json --seed 1 --mock-sources', summary: 'for a stored request' },
  ],
  run: async (given, [operand], context) => (await import('./run-manifest.ts')).runManifest(operand, given, context),
});
