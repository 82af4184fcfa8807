import { choice, type Given, type Options, text, toggle } from '../arguments/option.ts';
import { architecture, digest, directory, file, profile, seed, size } from '../arguments/values.ts';
import { defineCommand } from '../command.ts';

const options = {
  root: directory("root directory of the container, as 'podman image mount' gives it"),
  request: file('request as JSON ("-": standard input); "bootwright schema request" describes it'),
  type: { ...text('TYPE', 'image type; "bootwright list" names them'), completes: 'image-type' },
  blueprint: file('blueprint in TOML or JSON ("-": standard input)'),
  ref: text('REF', 'the reference under which the container is deployed and updated'),
  arch: architecture("architecture (default: the container's, else this machine's)"),
  buildRoot: directory('root directory of a separate container that builds the image'),
  buildRef: text('REF', 'reference of the container that builds the image'),
  seed: seed('where UUIDs are drawn from; the same seed gives the same bytes (default: drawn, and told of)'),
  size: size('least size of the root file system, such as "10 GiB" (default: twice the container)'),
  bootcDefaultFs: choice(['ext4', 'xfs', 'btrfs'], "root file system (default: what the container's bootc says)"),
  bootcNoDefaultKernelArgs: toggle('leave out the kernel arguments of the image type'),
  bootcRemote: toggle('osbuild fetches the container from its registry, not from local storage'),
  profile: profile(),
  strict: toggle('take every notice for a fault: write nothing, end with status 3'),
  imageId: digest('image id of the container (podman image inspect: Id)'),
  digest: digest('digest of the container, which --bootc-remote needs'),
  buildImageId: digest('image id of the container that builds the image'),
  buildDigest: digest('digest of the container that builds the image'),
  mockSources: toggle('make up ids and digests: such a manifest compares well and builds nothing'),
  output: { ...file('write to FILE, whole or not at all (default: standard output)'), short: '-o' },
} as const satisfies Options;

/** What `manifest` was given. */
export type ManifestGiven = Given<typeof options>;

export const manifestCommand = defineCommand({
  name: 'manifest',
  summary: 'write the osbuild manifest of an image',
  description: [
    'Reads a container, decides how its disk image is to be, and writes the manifest from which osbuild builds it.',
    'The container is a root directory (--root), or a request (--request) carries its facts; other options then',
    'stand in for what the request says. All that is ignored or changed is told of on standard error.',
  ].join('\n'),
  operands: [],
  options,
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
