import { defined, Fault } from '@bootwright/core';
import { z } from 'zod';
import type { DiskRecipe, FilesystemRecipe, PartitionRecipe } from './disk-recipe.ts';

/** The unit of partition tables and of devices in a manifest, in bytes. */
const sector = 512;

const documentShape = z.object({
  pipelines: z.array(z.object({ name: z.string(), stages: z.array(z.looseObject({ type: z.string() })).default([]) })),
});
const truncateShape = z.object({ options: z.object({ size: z.string().regex(/^\d+$/) }) });
const tableShape = z.object({
  options: z.object({
    label: z.literal('gpt'),
    uuid: z.string(),
    partitions: z.array(
      z.object({
        start: z.number(),
        size: z.number(),
        type: z.string(),
        uuid: z.string(),
        bootable: z.boolean().default(false),
      }),
    ),
  }),
});
const device = z.object({ device: z.object({ options: z.object({ start: z.number() }) }) });
const fatShape = z.object({
  options: z.object({ volid: z.string(), label: z.string().optional() }),
  devices: device,
});
const ext4Shape = z.object({
  options: z.object({ uuid: z.string(), label: z.string().optional(), verity: z.boolean().default(false) }),
  devices: device,
});
const installShape = z.object({
  mounts: z.array(z.object({ target: z.string(), partition: z.number().optional() })),
});

type Stage = z.infer<typeof documentShape>['pipelines'][number]['stages'][number];

/**
 * Reads the layout of a disk from a manifest of `bootwright manifest --type raw`: everything that osbuild would do, except
 * the installation of the container. `origin` names the manifest in faults.
 *
 * Faults: `integration/manifest` for another text, or for file systems other than FAT and ext4.
 */
export function parseDiskManifest(text: string, origin: string): DiskRecipe {
  const { pipelines } = parsed(documentShape, json(text, origin), origin);
  const stages = pipelines.find(({ name }) => name === 'image')?.stages ?? [];
  const one = (type: string) => stages.find((stage) => stage.type === type);
  const { size } = parsed(truncateShape, one('org.osbuild.truncate'), `${origin}: org.osbuild.truncate`).options;
  const table = parsed(tableShape, one('org.osbuild.sfdisk'), `${origin}: org.osbuild.sfdisk`).options;
  const filesystems = new Map(stages.flatMap((stage) => filesystemOf(stage, origin)));
  const mountpoints = mountpointsOf(one('org.osbuild.bootc.install-to-filesystem'), origin);
  const partitions = table.partitions.map((partition, index): PartitionRecipe => {
    const { start, size, ...others } = partition;
    return {
      start: start * sector,
      size: size * sector,
      ...others,
      ...defined({ filesystem: filesystems.get(start), mountpoint: mountpoints.get(index + 1) }),
    };
  });
  return { size: Number(size), tableUuid: table.uuid, partitions };
}

/** The file system that a stage creates, with the first sector of its partition. */
function filesystemOf(stage: Stage, origin: string): readonly (readonly [number, FilesystemRecipe])[] {
  const at = `${origin}: ${stage.type}`;
  if (!stage.type.startsWith('org.osbuild.mkfs.')) return [];
  if (stage.type === 'org.osbuild.mkfs.fat') {
    const { options, devices } = parsed(fatShape, stage, at);
    const { volid: volumeId, label } = options;
    return [[devices.device.options.start, { kind: 'fat', volumeId, ...defined({ label }) }]];
  }
  if (stage.type === 'org.osbuild.mkfs.ext4') {
    const { options, devices } = parsed(ext4Shape, stage, at);
    const { uuid, label, verity } = options;
    return [[devices.device.options.start, { kind: 'ext4', uuid, ...defined({ label }), verity }]];
  }
  throw new Fault('integration/manifest', `${at}: this file system cannot be created without mounts`, {
    hint: 'use a container whose disk has only FAT and ext4',
  });
}

/** Mount points by the number of the partition. */
function mountpointsOf(install: Stage | undefined, origin: string): ReadonlyMap<number, string> {
  const { mounts } = parsed(installShape, install, `${origin}: org.osbuild.bootc.install-to-filesystem`);
  return new Map(mounts.flatMap(({ target, partition }) => (partition === undefined ? [] : [[partition, target]])));
}

function json(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('integration/manifest', `${origin} is not JSON`, { cause });
  }
}

function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown, at: string): z.infer<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const message = `${at} does not match the manifest of a raw disk: ${z.prettifyError(result.error)}`;
  throw new Fault('integration/manifest', message, { hint: 'write it with "bootwright manifest --type raw"' });
}
