import { defined } from '@bootwright/core';
import type { mountSchemas } from '../module-schemas.ts';
import type { BindMount } from '../mounts/bind.ts';
import type { BtrfsMount } from '../mounts/btrfs.ts';
import type { Ext4Mount } from '../mounts/ext4.ts';
import type { FatMount } from '../mounts/fat.ts';
import type { OstreeDeploymentMount } from '../mounts/ostree-deployment.ts';
import type { XfsMount } from '../mounts/xfs.ts';
import type { OptionsOf } from '../schema/options-of.ts';
import { withoutZeros } from './without-zeros.ts';

/** A file system of a device, a deployment, or another mount, where a stage sees it. */
export type Mount = OptionsOf<(typeof mountSchemas)[keyof typeof mountSchemas]>;

export type BtrfsMountOptions = NonNullable<BtrfsMount['options']>;

/** Where a mount comes from and goes to. */
export interface MountPlace {
  readonly name: string;
  /** The name of a device of the same stage. */
  readonly source: string;
  readonly target: string;
  /** The partition of the device, counted from 1, where the device is a whole disk. */
  readonly partition?: number;
}

/** Mounts a file system that needs no options. */
export function filesystemMount(
  filesystem: 'ext4' | 'fat' | 'xfs',
  place: MountPlace,
): Ext4Mount | FatMount | XfsMount {
  const { name, source, target, partition } = place;
  return { name, type: `org.osbuild.${filesystem}`, source, target, ...defined({ partition }) };
}

/** Mounts a btrfs subvolume. The options are written even where they are empty; an empty string leaves one out. */
export function btrfsMount(place: MountPlace, options: Pick<BtrfsMountOptions, 'subvol' | 'compress'>): BtrfsMount {
  const { name, source, target, partition } = place;
  const { subvol, compress } = options;
  return {
    name,
    type: 'org.osbuild.btrfs',
    source,
    target,
    options: withoutZeros({ subvol, compress }),
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
