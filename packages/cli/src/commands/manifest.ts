import { defineCommand } from '../command.ts';
import { manifestOptions } from '../manifest/manifest-options.ts';

export const manifestCommand = defineCommand({
  name: 'manifest',
  summary: 'write the osbuild manifest of an image',
  description: [
    'Reads a container, decides how its disk image is to be, and writes the manifest from which osbuild builds it.',
    'The container is a root directory (--root), or a request (--request) carries its facts; other options then',
    'stand in for what the request says. All that is ignored or changed is told of on standard error.',
  ].join('\n'),
  operands: [],
  options: manifestOptions,
  examples: [
    {
      line: 'bootwright manifest --root /mnt/os --ref quay.io/me/os:1 --type qcow2 --image-id sha256:… -o os.json',
      summary: 'of a mounted container image',
    },
    {
      line: 'bootwright manifest --root /mnt/os --ref quay.io/me/os:1 --type ami --blueprint config.toml --mock-sources',
      summary: 'with a blueprint, to look at',
    },
    { line: 'bootwright manifest --request request.json --seed 1 --mock-sources', summary: 'of a stored request' },
  ],
  run: async (given, _operands, context) => (await import('../manifest/run-manifest.ts')).runManifest(given, context),
});
