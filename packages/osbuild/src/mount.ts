import { defined } from '@bootwright/core';
/** File systems that are mounted without options of their own. */
export const plainFilesystems = ['ext4', 'fat', 'xfs'] as const;

export type PlainFilesystem = (typeof plainFilesystems)[number];

/** Where a mount comes from and goes to. */
export interface MountPlace {
  readonly name: string;
  /** The name of a device of the same stage. */
  readonly source: string;
  readonly target: string;
  /** The partition of the device, counted from 1, where the device is a whole disk. */
  readonly partition?: number;
}

export interface FilesystemMountOptions {
  readonly readonly?: boolean;
  readonly norecovery?: boolean;
}

export interface FilesystemMount {
  readonly name: string;
  readonly type: `org.osbuild.${PlainFilesystem}`;
  readonly source: string;
  readonly target: string;
  readonly options?: FilesystemMountOptions;
  readonly partition?: number;
}

/** File systems of images, which have neither partitions nor options. */
export const imageFilesystems = ['erofs', 'squashfs'] as const;

export interface ImageFilesystemMount {
  readonly name: string;
  readonly type: `org.osbuild.${(typeof imageFilesystems)[number]}`;
  readonly source: string;
  readonly target: string;
  readonly options?: Readonly<Record<string, never>>;
}

export interface BtrfsMountOptions {
  readonly subvol?: string;
  readonly compress?: string;
  readonly readonly?: boolean;
  readonly norecovery?: boolean;
}

export interface BtrfsMount {
  readonly name: string;
  readonly type: 'org.osbuild.btrfs';
  readonly source: string;
  readonly target: string;
  readonly options?: BtrfsMountOptions;
  readonly partition?: number;
}

export interface OstreeDeployment {
  readonly osname?: string;
  readonly ref?: string;
  readonly serial?: number;
  /** The only deployment there is; the other fields are then left out. */
  readonly default?: boolean;
}

export interface OstreeDeploymentMount {
  readonly name: string;
  readonly type: 'org.osbuild.ostree.deployment';
  readonly options: { readonly source?: 'tree' | 'mount'; readonly deployment: OstreeDeployment };
}

export interface BindMount {
  readonly name: string;
  readonly type: 'org.osbuild.bind';
  readonly target: string;
  readonly options: { readonly source: string };
}

export type Mount = FilesystemMount | ImageFilesystemMount | BtrfsMount | OstreeDeploymentMount | BindMount;

/** Mounts a file system that needs no options. */
export function filesystemMount(filesystem: PlainFilesystem, place: MountPlace): FilesystemMount {
  const { name, source, target, partition } = place;
  const type = `org.osbuild.${filesystem}` as const;
  return partition === undefined ? { name, type, source, target } : { name, type, source, target, partition };
}

/** Mounts a btrfs subvolume. The options are written even where they are empty; an empty string leaves one out. */
export function btrfsMount(place: MountPlace, options: Pick<BtrfsMountOptions, 'subvol' | 'compress'>): BtrfsMount {
  const { name, source, target, partition } = place;
  const { subvol = '', compress = '' } = options;
  return {
    name,
    type: 'org.osbuild.btrfs',
    source,
    target,
    options: { ...(subvol === '' ? {} : { subvol }), ...(compress === '' ? {} : { compress }) },
    ...defined({ partition }),
  };
}

/** Mounts the only deployment of the ostree system that is found in the stage's tree or in its mounts. */
export function ostreeDeploymentMount(name: string, source: 'tree' | 'mount'): OstreeDeploymentMount {
  return { name, type: 'org.osbuild.ostree.deployment', options: { source, deployment: { default: true } } };
}

/** Shows `source` (`mount://…`) at `target` (`tree://…`). */
export function bindMount(name: string, source: `mount://${string}`, target: `tree://${string}`): BindMount {
  return { name, type: 'org.osbuild.bind', target, options: { source } };
}
