import { architectures } from '@bootwright/core';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;

const closed = (properties: Readonly<Record<string, object>>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
});

const isoInfo = closed({
  label: { ...text, description: 'Volume label of the ISO' },
  kernel_args: texts,
  grub2: closed({
    default: { type: 'integer', minimum: 0, description: 'Index of the entry that is booted' },
    timeout: { type: 'integer', minimum: 0, description: 'Seconds' },
    entries: { type: 'array', items: closed({ name: text, linux: text, initrd: text }) },
  }),
});

const installKey = (value: object) => closed({ file: text, line: { type: 'integer', minimum: 1 }, value }, ['value']);

const install = {
  ...closed({
    root_mount_spec: installKey({ ...text, description: 'Such as LABEL=root; empty: the kernel is not given a root' }),
    boot_mount_spec: installKey(text),
    discoverable_partitions: installKey({ type: 'boolean' }),
  }),
  description: 'Keys of the install configuration, with their places',
};

const account = closed(
  {
    name: text,
    id: { type: 'integer', minimum: 0, description: 'uid or gid' },
    read_only: { type: 'boolean', description: 'In /usr/lib alone, where nss-altfiles finds it' },
  },
  ['name'],
);

const accounts = {
  anyOf: [
    { type: 'array', items: account },
    { ...texts, description: 'Names of which no more is known' },
  ],
};

const osInfo = closed({
  os_release: closed({
    id: text,
    version_id: text,
    name: text,
    platform_id: text,
    variant_id: text,
    id_like: texts,
  }),
  uefi_vendor: { ...text, description: "The vendor's directory on the ESP" },
  selinux_policy: { ...text, description: 'Such as targeted' },
  kernel_info: closed({ version: text, has_aboot_img: { type: 'boolean' } }),
  initrd_modules: { ...texts, description: 'Names of the dracut modules in the initramfs' },
  accounts: closed({
    users: accounts,
    groups: accounts,
    user_groups: { type: 'boolean', description: 'Whether useradd makes a group for each new user' },
    creates_homes: { type: 'boolean', description: 'Whether useradd makes the home of each new user' },
    shells: { ...texts, description: 'Absolute paths of login shells' },
  }),
  writable_directories: {
    ...closed({
      real: texts,
      links: { type: 'array', items: closed({ path: text, target: text }, ['path', 'target']) },
    }),
    description: 'Which of /home, /opt and the like are directories, and which are links',
  },
  iso_info: isoInfo,
  disk_yaml: { ...text, description: "The text of the container's disk.yaml" },
  image_customization: { type: 'object', description: 'Blueprint customizations that the container brings' },
});

/** JSON Schema (2020-12) of what `encodeContainerInfo` writes and `parseContainerInfo` reads. */
export function containerInfoJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Facts of a bootable container',
    ...closed({
      imgref: { ...text, description: 'Reference under which the container is deployed and updated' },
      image_id: text,
      arch: { enum: [...architectures, 'amd64', 'arm64', ''] },
      default_root_fs: { ...text, description: 'ext4, xfs or btrfs' },
      size: { type: 'integer', minimum: 0, description: 'Bytes of the unpacked image' },
      unified_kernel: { type: 'boolean', description: 'Whether the kernel is a UKI: the container is sealed' },
      bootloader: { ...text, description: 'grub, grub-cc, systemd or none' },
      install,
      os_info: osInfo,
    }),
  };
}
