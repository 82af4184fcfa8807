import type { PlaygroundInput } from './playground-input.ts';

export interface Example {
  readonly name: string;
  readonly input: PlaygroundInput;
}

const facts = (more: object, os: object = {}): string =>
  `${JSON.stringify(
    {
      imgref: 'registry.example.com/harbour/web:1',
      arch: 'x86_64',
      default_root_fs: 'ext4',
      size: 2_500_000_000,
      ...more,
      os_info: {
        os_release: { id: 'harbour', version_id: '7', name: 'Harbour' },
        uefi_vendor: 'harbour',
        selinux_policy: 'targeted',
        kernel_info: { version: '6.12.7-200' },
        ...os,
      },
    },
    undefined,
    2,
  )}\n`;

const accounts = {
  accounts: {
    users: [{ name: 'root', id: 0 }],
    groups: [
      { name: 'root', id: 0 },
      { name: 'wheel', id: 10 },
    ],
  },
};

/** SHA-512 of fs-verity, as the command line of a UKI has it. */
const digest = '5d3a91e07c42b86f'.repeat(8);

const web = `name = "web"

[customizations.kernel]
append = "mitigations=auto"

[[customizations.user]]
name = "admin"
groups = ["wheel"]
key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHxbXLOYfkqbjcrdDpwSgDjMuuGg8nTyBDVDYfJOCGdL admin@example.com"

[[customizations.files]]
path = "/etc/motd"
data = "Welcome to the web server.\\n"
`;

const webOfState = `${web}
[customizations.timezone]
timezone = "Europe/Vienna"
`;

const layout = `name = "database"

[customizations.disk]
type = "gpt"
minsize = "40 GiB"

[[customizations.disk.partitions]]
type = "lvm"
name = "vg00"
minsize = "30 GiB"

[[customizations.disk.partitions.logical_volumes]]
name = "root"
mountpoint = "/"
minsize = "10 GiB"
fs_type = "xfs"

[[customizations.disk.partitions.logical_volumes]]
name = "data"
mountpoint = "/var/lib/pgsql"
minsize = "16 GiB"
fs_type = "xfs"

[[customizations.disk.partitions.logical_volumes]]
name = "swap"
fs_type = "swap"
minsize = "2 GiB"
`;

const diskYaml = `mount_configuration: units
partition_table:
  type: gpt
  partitions:
    - size: 1 MiB
      type: 21686148-6449-6E6F-744E-656564454649
      bootable: true
    - size: 512 MiB
      type: C12A7328-F81F-11D2-BA4B-00A0C93EC93B
      payload_type: filesystem
      payload:
        type: vfat
        mountpoint: /boot/efi
        label: EFI
    - size: 1 GiB
      type: BC13C2FF-59E6-4262-A352-B275FD6F7172
      payload_type: filesystem
      payload:
        type: ext4
        mountpoint: /boot
        label: boot
    - size: 8 GiB
      type: 4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709
      payload_type: filesystem
      payload:
        type: ext4
        mountpoint: /
        label: root
`;

const mistakes = `name = "mistakes"

[customizations]
hostnam = "web1"

[customizations.kernel]
append = "quiet"

[[customizations.user]]
name = "admin"
groups = "wheel"

[[customizations.filesystem]]
mountpoint = "/etc/data"
minsize = "10 GB of room"
`;

const unsealed = facts({}, accounts);
const sealed = facts(
  {
    unified_kernel: true,
    bootloader: 'systemd',
    uki: { command_line: `composefs=${digest} rw console=ttyS0`, composefs_digest: digest, systemd: '257' },
  },
  accounts,
);

const usual = { imageType: 'qcow2', profile: 'reference' } as const;
const texts = { blueprint: '', 'disk.yaml': '', container: unsealed };

/** Where people start; the first is what an empty page shows. */
export const examples: readonly Example[] = [
  { name: 'A web server', input: { ...usual, texts: { ...texts, blueprint: web } } },
  {
    name: 'The same, of a sealed container',
    input: { ...usual, profile: 'recommended', texts: { ...texts, blueprint: webOfState, container: sealed } },
  },
  { name: 'Logical volumes', input: { ...usual, imageType: 'ami', texts: { ...texts, blueprint: layout } } },
  { name: 'A disk.yaml', input: { ...usual, imageType: 'raw', texts: { ...texts, 'disk.yaml': diskYaml } } },
  { name: 'Mistakes, and where they are', input: { ...usual, texts: { ...texts, blueprint: mistakes } } },
];

export const [firstExample = { name: '', input: { ...usual, texts } }] = examples;
