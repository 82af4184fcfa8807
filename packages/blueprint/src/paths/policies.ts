import type { PathPolicy } from './path-policy.ts';
import { pathPolicy } from './path-policy.ts';

// The facts are those of osbuild/image-builder: pkg/policies and pkg/distro/generic/bootc_imagetype.go.

/** Mount points of `filesystem` on ext4 and xfs: those that exist, and directories of /var that are not links. */
export const anyMountpoint: PathPolicy = pathPolicy(
  '/, /boot and directories below /var, except home, lock, mail, mnt, roothome, run, srv and usrlocal',
  {
    '/': 'exact',
    '/boot': 'exact',
    '/var': 'below',
    '/var/home': 'deny',
    '/var/lock': 'deny',
    '/var/mail': 'deny',
    '/var/mnt': 'deny',
    '/var/roothome': 'deny',
    '/var/run': 'deny',
    '/var/srv': 'deny',
    '/var/usrlocal': 'deny',
  },
);

/** Mount points of `filesystem` on btrfs, whose subvolumes are not made at build time. */
export const rootAndBoot: PathPolicy = pathPolicy('/ and /boot, as the root file system is btrfs', {
  '/': 'exact',
  '/boot': 'exact',
});

/** Directories on ostree systems: /etc alone is merged on updates. */
export const customDirectories: PathPolicy = pathPolicy('paths below /etc', { '/': 'deny', '/etc': 'tree' });

export const customFiles: PathPolicy = pathPolicy(
  'paths below /etc, /root, /usr/local/bin and /usr/local/sbin, except /etc/fstab, shadow, passwd and group',
  {
    '/': 'deny',
    '/etc': 'tree',
    '/etc/fstab': 'deny',
    '/etc/group': 'deny',
    '/etc/passwd': 'deny',
    '/etc/shadow': 'deny',
    '/root': 'tree',
    '/usr/local/bin': 'tree',
    '/usr/local/sbin': 'tree',
  },
);
