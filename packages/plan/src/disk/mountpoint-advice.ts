import { usualLinks } from '@bootwright/blueprint';
import type { WritableDirectories } from '@bootwright/container-facts';

export interface MountpointAdvice {
  readonly reason: string;
  readonly hint: string;
}

const ofDirectories: ReadonlyMap<string, MountpointAdvice> = new Map([
  ...['/dev', '/proc', '/run', '/sys', '/tmp'].map((directory): [string, MountpointAdvice] => [
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
  ...['/boot/grub2', '/boot/loader', '/boot/ostree'].map((directory): [string, MountpointAdvice] => [
    directory,
    {
      reason: 'boot loaders read the file system of /boot, and do not find what bootc writes to another one',
      hint: 'leave it in /boot',
    },
  ]),
  ...['/composefs', '/ostree', '/sysroot'].map((directory): [string, MountpointAdvice] => [
    directory,
    { reason: 'bootc keeps its deployments there, and this hides them', hint: 'mount it below /var' },
  ]),
]);

const elsewhere: MountpointAdvice = {
  reason: 'the root is read-only when systemd mounts it, so the container must already have the directory',
  hint: 'create the directory in the container, or mount it below /var',
};

/** Why no program reads a mount point from what says how it is mounted as it is meant; absent where all do. */
export function spellingAdvice(mountpoint: string, isInFstab: boolean): MountpointAdvice | undefined {
  if (!(isInFstab ? /[\s\\\p{Cc}]/u : /[%\p{Cc}]/u).test(mountpoint)) return undefined;
  const where = isInFstab
    ? 'in /etc/fstab blanks, backslashes and control characters mean something else'
    : 'in a mount unit % and control characters mean something else';
  return { reason: where, hint: 'use letters, digits, - and _' };
}

/** Those that need no notice, with all below. */
const usual = ['/boot', '/var'];

/** Why an image made of a container mounts nothing at a mount point, or nothing that lasts; absent where it does. */
export function mountpointAdvice(
  mountpoint: string,
  followsLinks: boolean,
  { real = [], links = [] }: Partial<WritableDirectories> = {},
): MountpointAdvice | undefined {
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
