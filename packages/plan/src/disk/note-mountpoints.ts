import type { PlanContext } from '@bootwright/build-request';
import type { WritableDirectories } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import type { MountConfiguration, PartitionTable } from '@bootwright/disk';
import { mountables } from '@bootwright/disk';
import type { DiskRequest } from './disk-request.ts';
import type { MountpointPlace } from './mountpoint-place.ts';

interface Advice {
  readonly reason: string;
  readonly hint: string;
}

/** Directories that are links in containers made for ostree, and where the links lead. */
const usualLinks: ReadonlyMap<string, string> = new Map([
  ['/home', '/var/home'],
  ['/media', '/run/media'],
  ['/mnt', '/var/mnt'],
  ['/opt', '/var/opt'],
  ['/root', '/var/roothome'],
  ['/srv', '/var/srv'],
  ['/usr/local', '/var/usrlocal'],
  ['/var/lock', '/run/lock'],
  ['/var/mail', '/var/spool/mail'],
  ['/var/run', '/run'],
]);

const ofDirectories: ReadonlyMap<string, Advice> = new Map([
  ...['/dev', '/proc', '/run', '/sys', '/tmp'].map((directory): [string, Advice] => [
    directory,
    {
      reason: `the booted system mounts a file system of its own at ${directory}`,
      hint: 'mount it below /var',
    },
  ]),
  [
    '/etc',
    {
      reason: 'every upgrade copies /etc to the new deployment',
      hint: 'mount it below /var, and link to it from /etc',
    },
  ],
  [
    '/usr',
    {
      reason: 'it hides what the container has there, and upgrades do not reach it',
      hint: 'build it into the container',
    },
  ],
  ...['/boot/grub2', '/boot/loader', '/boot/ostree'].map((directory): [string, Advice] => [
    directory,
    {
      reason: 'boot loaders read the file system of /boot, and do not find what bootc writes to another one',
      hint: 'leave it in /boot',
    },
  ]),
  ...['/composefs', '/ostree', '/sysroot'].map((directory): [string, Advice] => [
    directory,
    { reason: 'bootc keeps its deployments there, and this hides them', hint: 'mount it below /var' },
  ]),
]);

const elsewhere: Advice = {
  reason: 'the root is read-only when systemd mounts it, so the container must already have the directory',
  hint: 'create the directory in the container, or mount it below /var',
};

/** Those that need no notice, with all below. */
const usual = ['/boot', '/var'];

/** The disk, how it is mounted, and what the container has where people mount. */
interface MountedDisk {
  readonly table: PartitionTable;
  readonly mountConfiguration: MountConfiguration;
  readonly directories?: WritableDirectories;
}

/** Adds a notice for each mount point at which an image made of a container mounts nothing, or nothing that lasts. */
export function noteMountpoints(
  { table, mountConfiguration, directories }: MountedDisk,
  placeOf: MountpointPlace,
  context: PlanContext,
): void {
  if (mountConfiguration === 'none') return;
  // systemd-fstab-generator(8) follows links, where a mount unit must name the directory itself.
  const followsLinks = mountConfiguration === 'fstab';
  for (const { mountpoint } of mountables(table)) {
    const advice = adviceFor(mountpoint, followsLinks, directories);
    if (advice === undefined) continue;
    const at = placeOf(mountpoint);
    context.note({
      code: 'disk/mountpoint',
      message: `the mount point ${JSON.stringify(mountpoint)}: ${advice.reason}`,
      ...defined({ at }),
      hint: advice.hint,
    });
  }
}

function adviceFor(
  mountpoint: string,
  followsLinks: boolean,
  { real = [], links = [] }: Partial<WritableDirectories> = {},
): Advice | undefined {
  if (mountpoint === '/') return undefined;
  for (let path = mountpoint; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    if (real.includes(path) && path === mountpoint) return undefined;
    const known = links.find((link) => link.path === path)?.target;
    const target = real.includes(path) ? undefined : (known ?? usualLinks.get(path));
    if (target !== undefined && followsLinks) return undefined;
    if (target !== undefined) {
      return {
        reason:
          known === undefined
            ? `where ${path} is a link to ${target}, as in containers made for ostree, systemd mounts nothing behind it`
            : `${path} is a link to ${target} in the container, and systemd mounts nothing behind a link`,
        hint: `mount it at ${target}${mountpoint.slice(path.length)}`,
      };
    }
    if (usual.includes(path)) return undefined;
    const advice = ofDirectories.get(path);
    if (advice !== undefined) return advice;
  }
  return elsewhere;
}

/** Adds a notice where a `disk` without partitions replaces the layout that the disk would otherwise have. */
export function noteReplacedLayout(request: DiskRequest, context: PlanContext): void {
  if (request.kind !== 'disk' || (request.disk.partitions ?? []).length > 0) return;
  context.note({
    code: 'disk/layout-replaced',
    message:
      '"disk" without partitions replaces the whole layout of the image: the disk has a root of the least size, and what the firmware needs',
    at: request.at,
    hint: 'give partitions and minsize, or remove "disk" to keep the layout',
  });
}
