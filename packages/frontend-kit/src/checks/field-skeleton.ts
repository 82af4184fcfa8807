import type { DocumentPath } from '@bootwright/core';

const gigabyte = '10 GiB';
const key = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(42)}A`;

/**
 * The least that a record needs to be right, by the path of its keys: what stands around a field that is checked alone.
 * None of them leads to a finding by itself.
 */
export const skeletons: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(
  Object.entries({
    packages: { name: 'package' },
    modules: { name: 'module' },
    enabled_modules: { name: 'module' },
    groups: { name: 'group' },
    containers: { source: 'registry.example.com/app:1' },
    'customizations.user': { name: 'somebody' },
    'customizations.group': { name: 'somegroup' },
    'customizations.sshkey': { user: 'somebody', key },
    'customizations.files': { path: '/etc/somewhere' },
    'customizations.directories': { path: '/etc/somewhere' },
    'customizations.filesystem': { mountpoint: '/', minsize: gigabyte },
    'customizations.repositories': { id: 'somewhere' },
    'customizations.iso': { volume_id: 'SOME-ISO' },
    'customizations.ignition.firstboot': { url: 'https://example.com/config.ign' },
    'customizations.disk.partitions': { type: 'plain', minsize: gigabyte, mountpoint: '/', fs_type: 'ext4' },
    'customizations.disk.partitions.logical_volumes': { minsize: gigabyte, mountpoint: '/', fs_type: 'ext4' },
    'customizations.disk.partitions.subvolumes': { name: 'root', mountpoint: '/' },
  }),
);

/** A partition is of the type that its keys belong to. */
const typedBy: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  ['logical_volumes', { type: 'lvm', minsize: gigabyte }],
  ['name', { type: 'lvm', minsize: gigabyte, logical_volumes: [] }],
  ['subvolumes', { type: 'btrfs', minsize: gigabyte }],
]);

/** A document with a value at a path, and around it what the records on the way need. Lists have one item. */
export function withSkeleton(path: DocumentPath, value: unknown, keys = ''): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') return [withSkeleton(rest, value, keys)];
  const inner = withSkeleton(rest, value, joined(keys, step));
  return { ...recordFor(keys, step), [step]: inner ?? null };
}

/** The same without the value, where no record needs it. */
export function skeletonAlone(path: DocumentPath): unknown {
  for (let length = path.length - 1; length > 0; length--) {
    const before = path.slice(0, length);
    const record = recordFor(before.filter((step) => typeof step === 'string').join('.'), String(path[length]));
    if (record !== undefined) return withSkeleton(before, record);
  }
  return {};
}

function recordFor(keys: string, step: string): Readonly<Record<string, unknown>> | undefined {
  const typed = keys === 'customizations.disk.partitions' ? typedBy.get(step) : undefined;
  return typed ?? skeletons.get(keys);
}

const joined = (keys: string, step: string): string => (keys === '' ? step : `${keys}.${step}`);
