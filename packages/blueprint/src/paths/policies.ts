import { type PathPolicy, pathPolicy } from './path-policy.ts';
import { usualLinks } from './usual-links.ts';

// The facts are those of osbuild/image-builder: pkg/policies and pkg/distro/generic/bootc_imagetype.go.

/** Where a link is, nothing can be mounted; what one from outside of /var leads to is not mounted either. */
function reasonOfLink([link, target]: readonly [string, string]): readonly [string, string] {
  return link.startsWith('/var/')
    ? [link, `${link} is a link to ${target}, and systemd mounts nothing behind a link`]
    : [target, `${link} links to ${target} in containers made for ostree, and image-builder leaves that in the root`];
}

/** Directories of /var that are links, or that links lead to. */
const notInVar = ['home', 'lock', 'mail', 'mnt', 'roothome', 'run', 'srv', 'usrlocal'];

/** Mount points of `filesystem` on ext4 and xfs: those that exist, and directories of /var that are not links. */
export const anyMountpoint: PathPolicy = pathPolicy(
  `/, /boot and directories below /var, except ${notInVar.slice(0, -1).join(', ')} and ${notInVar.at(-1)}`,
  {
    '/': 'exact',
    '/boot': 'exact',
    '/var': 'below',
    ...Object.fromEntries(notInVar.map((name) => [`/var/${name}`, 'deny'] as const)),
  },
  {
    '/': 'the root is read-only, and upgrades replace what is in it: only /var keeps data of the machine',
    '/boot': 'boot loaders read the file system of /boot, and no other one below it',
    '/var': 'ostree mounts the /var of the deployment there; directories below it can be file systems of their own',
    ...Object.fromEntries([...usualLinks].map(reasonOfLink)),
  },
);

/** Mount points of `filesystem` on btrfs, whose subvolumes are not made at build time. */
export const rootAndBoot: PathPolicy = pathPolicy(
  '/ and /boot, as the root file system is btrfs',
  {
    '/': 'exact',
    '/boot': 'exact',
  },
  { '/': 'the root file system is btrfs, and image-builder makes no further subvolumes in it' },
);

const inContainer = 'upgrades replace it with that of the container, or it is not written at all';

/** Directories on ostree systems: /etc alone is merged on updates. */
export const customDirectories: PathPolicy = pathPolicy(
  'paths below /etc',
  { '/': 'deny', '/etc': 'tree' },
  { '/': inContainer },
);

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
  {
    '/': inContainer,
    '/etc/fstab': 'image-builder writes /etc/fstab itself',
    ...Object.fromEntries(
      ['/etc/group', '/etc/passwd', '/etc/shadow'].map((path) => [
        path,
        `${path} is changed by users and groups alone`,
      ]),
    ),
  },
);
