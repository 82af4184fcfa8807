import type { DiskCustomization, PartitionCustomization } from '@bootwright/blueprint';
import { type Architecture, type Bytes, bytes, defined, Fault, pushAll } from '@bootwright/core';
import { type Partition, type PartitionTable, type Payload, partitionRoleName } from '@bootwright/disk';
import { findImageType, type ImageType } from '@bootwright/image-types';
import { planImage } from '@bootwright/plan';
import { type ContainerChoice, chosenContainer, usualRequest } from '../checks/usual-request.ts';
import { sourcesOf } from './partition-sources.ts';
import { type VolumeSegment, volumesOf } from './volume-segments.ts';

/** A part of a disk, in the order of their places: together they are the whole disk. */
export type DiskSegment = GapSegment | PartitionSegment;

interface Extent {
  /** From the beginning of the disk. */
  readonly offset: Bytes;
  readonly size: Bytes;
}

export interface GapSegment extends Extent {
  /** `table`: the partition table itself, with what alignment leaves free next to it. */
  readonly kind: 'table' | 'free';
}

export interface PartitionSegment extends Extent {
  readonly kind: 'partition';
  /** Counted from 1. */
  readonly number: number;
  /** What it is for, for people: `EFI system`, `root (x86_64)`. */
  readonly role: string;
  /** What it contains: `ext4`, `swap`, `LVM vg00`, `btrfs`, `empty`. */
  readonly content: string;
  /** Name in the table, or label of the file system. */
  readonly label?: string;
  readonly mountpoints: readonly string[];
  /** Its index in `customizations.disk.partitions`; absent for one that the planner adds for booting, or for the root. */
  readonly source?: number;
  /** Logical volumes and subvolumes. */
  readonly volumes: readonly VolumeSegment[];
}

/** A disk as the image has it. */
export interface DiskDrawing {
  readonly type: 'gpt' | 'dos';
  readonly size: Bytes;
  readonly segments: readonly DiskSegment[];
}

export interface DrawingContext extends ContainerChoice {
  /** Default: qcow2. */
  readonly imageType?: ImageType;
}

/** A drawing, or the faults for which the disk cannot be made. */
export type DrawnDisk =
  | { readonly kind: 'drawing'; readonly drawing: DiskDrawing }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

/** The disk of an image, laid out by the planner. `disk` is that of the blueprint; without it, the image type's own. */
export function drawDisk(disk: DiskCustomization | undefined, context: DrawingContext = {}): DrawnDisk {
  const container = chosenContainer(context);
  const { imageType: type = findImageType('qcow2') } = context;
  const blueprint = disk === undefined ? {} : { customizations: { disk } };
  try {
    const { plan } = planImage(
      usualRequest(blueprint, { container, type, at: { document: 'blueprint' }, profile: 'recommended' }),
    );
    if (!('disk' in plan)) {
      const message = `images of the type "${type.name}" have no disk`;
      return { kind: 'faults', faults: [new Fault('image-type/no-disk', message, { hint: 'choose a disk image' })] };
    }
    return { kind: 'drawing', drawing: drawTable(plan.disk.table, plan.architecture, disk?.partitions) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'faults', faults: error.all() };
  }
}

/** The drawing of a table that was planned already; `requested` are the partitions of the blueprint that it was planned for. */
export function drawTable(
  table: PartitionTable,
  architecture: Architecture,
  requested: readonly PartitionCustomization[] = [],
): DiskDrawing {
  const sources = sourcesOf(table, requested);
  const segments: DiskSegment[] = [];
  let end = 0;
  for (const [index, partition] of table.partitions.entries()) {
    pushAll(segments, gap(end, partition.start, index === 0 ? 'table' : 'free'));
    segments.push({
      ...partitionSegment(partition, index, architecture),
      ...defined({ source: sources[index] }),
    });
    end = partition.start + partition.size;
  }
  pushAll(segments, gap(end, table.size, table.type === 'gpt' ? 'table' : 'free'));
  return { type: table.type, size: table.size, segments };
}

function gap(from: number, to: number, kind: GapSegment['kind']): readonly GapSegment[] {
  return to > from ? [{ kind, offset: bytes(from), size: bytes(to - from) }] : [];
}

function partitionSegment(partition: Partition, index: number, architecture: Architecture): PartitionSegment {
  const { start, size, payload, label = labelOf(payload) } = partition;
  const volumes = volumesOf(partition);
  const own = payload?.kind === 'filesystem' ? payload.mountpoint : undefined;
  return {
    ...{ kind: 'partition', number: index + 1, offset: start, size },
    role: partitionRoleName(partition, architecture),
    content: contentOf(payload),
    ...(label === undefined || label === '' ? {} : { label }),
    mountpoints: [...(own === undefined ? [] : [own]), ...volumes.flatMap(({ mountpoint }) => mountpoint ?? [])],
    volumes,
  };
}

function labelOf(payload: Payload | undefined): string | undefined {
  return payload !== undefined && 'label' in payload ? payload.label : undefined;
}

function contentOf(payload: Payload | undefined): string {
  if (payload === undefined) return 'empty';
  if (payload.kind === 'filesystem') return payload.type;
  return payload.kind === 'lvm' ? `LVM ${payload.name}` : payload.kind;
}
