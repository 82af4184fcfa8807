import { defineCommand } from '../command.ts';
import { referenceForms } from '../container/source-options.ts';
import { manifestOptions } from '../manifest/manifest-options.ts';

export const manifestCommand = defineCommand({
  name: 'manifest',
  summary: 'write the osbuild manifest of an image',
  description: `${[
    'Reads a container, decides how its disk image is to be, and writes the manifest from which osbuild builds it.',
    'The container is an image (REF), or a request (--request) has its facts; other options then override what',
    'the request says. Ids and digests come from the image; a directory has none, so they are options. What is',
    'ignored or changed is reported on standard error. A file or pipe gets the exact bytes of the manifest; on a terminal,',
    'control and invisible characters in it are escaped.',
  ].join(' ')}\n\n${referenceForms}`,
  operands: [{ name: 'REF', summary: 'the container', required: false, completes: 'file' }],
  options: manifestOptions,
  examples: [
    {
      line: 'bootwright manifest registry.example.com/me/os:1 --type qcow2 -o os.json',
      summary: 'of an image that podman or Docker has',
    },
    {
      line: 'bootwright manifest docker://registry.example.com/me/os:1 --type qcow2 --arch arm64 --bootc-remote',
      summary: 'of an image in a registry, from which osbuild fetches it',
    },
    {
      line: 'bootwright manifest --root /mnt/os --ref registry.example.com/me/os:1 --type ami --blueprint config.toml --mock-sources',
      summary: 'with a blueprint, to look at',
    },
    { line: 'bootwright manifest --request request.json --seed 1 --mock-sources', summary: 'of a stored request' },
  ],
  run: async (given, [operand], context) =>
    (await import('../manifest/run-manifest.ts')).runManifest(operand, given, context),
});
