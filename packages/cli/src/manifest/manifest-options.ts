import { choice, type Given, type Options, several, text, toggle } from '../arguments/option.ts';
import { digest, directory, file, imageTypes, profile, rootFilesystem, seed, size } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

/** How addons are signed, for `manifest`, `build` and `batch`. */
export const addonSigningOptions = {
  addonKey: file('private key of RSA that signs the addon of a sealed image, in PEM or DER'),
  addonPassphraseFile: file('file with the passphrase of this key'),
  addonCertificate: file('certificate of this key; without one the addon is unsigned, and Secure Boot ignores it'),
} as const satisfies Options;

const sealedOptions = {
  sealedCustomizations: toggle('customize a sealed image under the profile "reference" as well'),
  deliver: choice(
    ['state', 'addon'],
    'how customizations reach a sealed image: as files of its state, or as credentials in its addon (default: state)',
  ),
  ...addonSigningOptions,
  addon: several(file('addon to put on the ESP of a sealed image, in the place of one that is made')),
} as const satisfies Options;

export const manifestOptions = {
  ...sourceOptions,
  request: file('request as JSON ("-": standard input); "bootwright schema request" describes it'),
  type: imageTypes('image type, or several with commas; "bootwright list" names them'),
  blueprint: file('blueprint in TOML or JSON ("-": standard input)'),
  ref: text('REF', 'the reference under which the container is deployed and updated (default: its own name)'),
  buildRoot: directory('root directory of a separate container that builds the image'),
  buildRef: text('REF', 'another container that builds the image, to be read; with --build-root its name alone'),
  installerPayloadRef: {
    ...text('REF', 'the container that bootc-installer installs, or that a bootc-generic-iso carries'),
    alias: '--bootc-installer-payload-ref',
  },
  payloadImageId: digest('image id of that container (podman image inspect: Id)'),
  payloadDigest: digest('digest of that container, which --bootc-remote needs'),
  seed: seed('where UUIDs are drawn from; the same seed gives the same bytes (default: drawn)'),
  size: {
    ...size('minimum size of the root file system, such as "10 GiB" (default: twice the container)'),
    alias: '--image-size',
  },
  bootcDefaultFs: rootFilesystem('root file system: ext4, xfs or btrfs (default: what the container says)'),
  bootcNoDefaultKernelArgs: toggle('leave out the kernel arguments of the image type'),
  ...sealedOptions,
  bootcRemote: toggle('osbuild fetches the container from its registry, not from local storage'),
  profile: profile(),
  strict: toggle('treat notices as errors: write nothing, end with status 3'),
  imageId: digest('image id of the container, if its source does not have it (podman image inspect: Id)'),
  digest: digest('digest of the container, which --bootc-remote needs, if its source does not have it'),
  buildImageId: digest('image id of the container that builds the image'),
  buildDigest: digest('digest of the container that builds the image'),
  mockSources: toggle('make up ids and digests: such a manifest compares well and builds nothing'),
  output: file('write FILE atomically (default: standard output; the same bytes unless it is a terminal)', {
    alias: '-o',
  }),
} as const satisfies Options;

export type ManifestGiven = Given<typeof manifestOptions>;

/** The image types that were asked for, each once, in their order. */
export function typesOf({ type }: Pick<ManifestGiven, 'type'>): readonly string[] {
  return [...new Set(type.flat())];
}
