import {
  ignored,
  noRpms,
  noUpload,
  type Peer,
  type PeerFlags,
  progressOf,
  rejected,
  renamed,
  toggled,
} from './peer-flag.ts';

// cmd/image-builder/cmd.go of osbuild/image-builder.

const noDistribution = 'name a container with --bootc-ref: images are made of bootc containers only';
const noCommit = 'name a container with --bootc-ref: it is deployed, not an ostree commit';

const everywhere: PeerFlags = {
  '--force-repo-dir': ignored('value', noRpms),
  '--force-data-dir': ignored('value', noRpms),
  '--data-dir': ignored('value', noRpms),
  '--force-defs-dir': rejected('value', 'leave it out: image types are part of the program'),
  '--extra-repo': ignored('value', noRpms),
  '--force-repo': ignored('value', noRpms),
  '--output-dir': ignored('value', 'nothing is written to a folder'),
  '--verbose': ignored('switch', 'set BOOTWRIGHT_DEBUG for commands, requests and responses'),
};

const manifest: PeerFlags = {
  ...everywhere,
  '--bootc-ref': { takes: 'value', to: 'operand' },
  '--blueprint': renamed('--blueprint'),
  '--seed': renamed('--seed'),
  '--arch': renamed('--arch'),
  '--distro': rejected('value', noDistribution),
  '--ostree-ref': rejected('value', noCommit),
  '--ostree-parent': rejected('value', noCommit),
  '--ostree-url': rejected('value', noCommit),
  '--bootc-build-ref': renamed('--build-ref'),
  '--bootc-installer-payload-ref': renamed('--installer-payload-ref'),
  '--bootc-default-fs': renamed('--bootc-default-fs'),
  '--bootc-no-default-kernel-args': toggled('--bootc-no-default-kernel-args'),
  '--bootc-pull-container': toggled('--bootc-remote'),
  '--image-size': renamed('--size'),
  '--use-librepo': ignored('switch', noRpms),
  '--with-sbom': ignored('switch', 'syft and podman list the packages of the container'),
  '--with-rpmlist': ignored('switch', 'syft and podman list the packages of the container'),
  '--ignore-warnings': ignored('switch', 'notices end nothing without --strict'),
  '--registrations': rejected(
    'value',
    'write the subscription into a request: "bootwright schema request" describes it',
  ),
  '--rpmmd-cache': ignored('value', noRpms),
  '--preview': ignored('switch', 'it has no effect on images made of containers'),
};

const cloud = (names: readonly string[]): PeerFlags =>
  Object.fromEntries(names.map((name) => [`--${name}`, rejected('value', noUpload)]));

const upload = cloud([
  'to',
  ...['aws-ami-name', 'aws-bucket', 'aws-region', 'aws-profile', 'aws-tag', 'aws-boot-mode'],
  ...['libvirt-connection', 'libvirt-pool', 'libvirt-volume'],
  ...['openstack-image', 'openstack-disk-format', 'openstack-container-format'],
  ...['ibmcloud-bucket', 'ibmcloud-region', 'ibmcloud-image-name'],
  ...['azure-client-id', 'azure-client-secret', 'azure-tenant', 'azure-subscription', 'azure-resource-group'],
  'azure-image-name',
]);

/** Ours writes JSON or what people read, never YAML. */
const format = {
  '--format': {
    takes: 'value',
    to: '--json',
    values: { json: '', text: '', yaml: '' },
    differs: '`json` is `--json`; YAML is not written',
  },
} as const satisfies PeerFlags;

export const ibcli: Peer = {
  name: 'ibcli',
  program: 'image-builder',
  rejected: {
    upload: noUpload,
    pkgsearch: 'search the packages of the container, such as with syft or podman',
    doc: 'read "bootwright COMMAND --help"',
  },
  commands: [
    {
      words: ['build'],
      to: ['build'],
      operand: 'type',
      flags: {
        ...manifest,
        ...upload,
        ...format,
        '--output-dir': renamed('--output-dir'),
        '--verbose': { takes: 'switch', to: '--progress=verbose' },
        '--with-manifest': toggled('--with-manifest'),
        '--with-buildlog': toggled('--with-buildlog'),
        '--with-upload-result': rejected('switch', noUpload),
        '--with-metrics': toggled('--with-metrics'),
        '--cache': renamed('--cache'),
        '--progress': progressOf(true),
        '--output-name': renamed('--output-name'),
        '--in-vm': toggled('--in-vm'),
      },
    },
    { words: ['manifest'], to: ['manifest'], operand: 'type', flags: manifest },
    {
      words: ['bootc', 'inspect'],
      to: ['inspect'],
      operand: 'none',
      flags: { ...everywhere, ...format, '--ref': { takes: 'value', to: 'operand' } },
    },
    ...['list', 'list-images'].map((word) => ({
      words: [word],
      to: ['list'],
      operand: 'none' as const,
      flags: {
        ...everywhere,
        ...format,
        '--filter': rejected('value', 'filter the output of "bootwright list --json", for instance with jq'),
      },
    })),
    ...['describe', 'describe-image'].map((word) => ({
      words: [word],
      to: ['describe'],
      operand: 'same' as const,
      flags: {
        ...everywhere,
        '--arch': renamed('--arch'),
        '--distro': rejected('value', 'leave it out: image types are those of bootc containers'),
        '--in-vm': ignored('switch', 'nothing is run to describe a type'),
      },
    })),
    { words: ['system'], to: ['doctor'], operand: 'none', flags: { ...everywhere, ...format } },
    { words: ['version'], to: ['version'], operand: 'none', flags: { ...everywhere, ...format } },
    { words: ['completion'], to: ['completion'], operand: 'same', flags: everywhere },
  ],
};
