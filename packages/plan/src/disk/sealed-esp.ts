import type { PlanContext } from '@bootwright/build-request';
import { type Bytes, inside, type Location, MiB, partitionTypes } from '@bootwright/core';
import {
  type CustomLayout,
  espSize,
  espSizeFor,
  fitsOnEsp,
  mapPartitions,
  type PartitionTable,
} from '@bootwright/disk';
import type { DiskFacts, OwnLayout, SealedEsp } from './disk-facts.ts';

/** What systemd-boot takes at most, which is not among the facts of a container. */
const bootLoader = MiB(1);

type EspFacts = Pick<DiskFacts, 'boot' | 'unifiedKernelImage'>;

/**
 * The size of the ESP: larger than it would be where a sealed image needs that for the images of three deployments, and the
 * profile does so. Without an ESP (0), or where the size of the image is not known, the same.
 */
function sealedEspSize(
  size: Bytes,
  { boot, unifiedKernelImage }: EspFacts,
  at: Location | undefined,
  context: PlanContext,
): Bytes {
  const { sizes = [] } = unifiedKernelImage ?? {};
  const content = { deployment: sizes, loaders: [bootLoader] };
  if (!boot.sealed || size === 0 || sizes.length === 0 || fitsOnEsp(content, size)) return size;
  return context.fixes('sealed-esp-size', at) ? espSizeFor(content) : size;
}

/** The table with an ESP of that size at least. */
function withSealedEsp(table: PartitionTable, facts: DiskFacts, context: PlanContext): PartitionTable {
  const before = espSize(table);
  const size = sealedEspSize(before, facts, facts.containerTable?.at, context);
  if (size === before) return table;
  const isEsp = (type: string | undefined) =>
    type?.toUpperCase() === partitionTypes.gpt.esp || type?.toUpperCase() === partitionTypes.dos.esp;
  return mapPartitions(table, (partition) => (isEsp(partition.type) ? { ...partition, size } : partition));
}

/** The user's own layout with an ESP of that size at least: the one that it has, or the one that is added. */
function withSealedEspIn(
  layout: CustomLayout,
  { facts, at }: { readonly facts: DiskFacts; readonly at: Location },
  context: PlanContext,
): OwnLayout {
  const size = espSize(facts.target.baseTable);
  const index = layout.partitions.findIndex((one) => one.kind === 'plain' && one.mountpoint === '/boot/efi');
  const own = layout.partitions[index];
  if (own === undefined) return { layout, size: sealedEspSize(size, facts, at, context) };
  const minimumSize = sealedEspSize(own.minimumSize, facts, inside(at, 'partitions', index), context);
  const partitions = layout.partitions.map((one) => (one === own ? { ...own, minimumSize } : one));
  return { layout: minimumSize === own.minimumSize ? layout : { ...layout, partitions }, size };
}

export const sealedEsp: SealedEsp = { inTable: withSealedEsp, inLayout: withSealedEspIn };
