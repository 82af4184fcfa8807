import {
  type DocumentPath,
  defaultSectorSize,
  type JsonObject,
  listOf,
  objectOf,
  partitionTypes,
} from '@bootwright/core';

import type { Report } from '../problem.ts';
import type { PlacedStage } from './placed-stage.ts';

/** A partition with a place, in sectors. */
interface Span {
  readonly index: number;
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

/** GPT has a copy of its table at the end: 32 sectors of entries and a header. */
const sectorsAtEnd = 33;

const partitioners = ['org.osbuild.sfdisk', 'org.osbuild.sgdisk', 'org.osbuild.parted'];

/** Reports partitions that overlap or end behind their disk, and a UKI on a disk without an ESP. */
export function reportDisks(stages: readonly PlacedStage[], report: Report): void {
  const sizes = new Map<unknown, number>();
  for (const { stage, path } of stages) {
    const options = objectOf(stage.options);
    if (stage.type === 'org.osbuild.truncate') sizes.set(options.filename, Number(byteCount(options.size)));
    if (!partitioners.includes(String(stage.type))) continue;
    const device = objectOf(objectOf(objectOf(stage.devices).device).options);
    const size = device.start === undefined && device.size === undefined ? sizes.get(device.filename) : undefined;
    const sectorSize = typeof device['sector-size'] === 'number' ? device['sector-size'] : defaultSectorSize;
    const sectors = size === undefined ? undefined : Math.floor(size / sectorSize);
    reportTable(options, { path: [...path, 'options', 'partitions'], sectors }, report);
  }
  reportUki(stages, report);
}

/** `10 G` and the like are left to truncate; NaN for them. */
function byteCount(size: unknown): unknown {
  return typeof size === 'string' && /^\d+$/.test(size) ? size : Number.NaN;
}

function reportTable(
  options: JsonObject,
  { path, sectors }: { readonly path: DocumentPath; readonly sectors: number | undefined },
  report: Report,
): void {
  const spans = listOf(options.partitions).flatMap((partition, index): readonly Span[] => {
    const { start, size, name, type } = objectOf(partition);
    const isPlaced = typeof start === 'number' && typeof size === 'number' && size > 0;
    // An extended partition has others inside.
    if (!isPlaced || isExtended(type)) return [];
    return [{ index, name: typeof name === 'string' ? `"${name}"` : `${index + 1}`, start, size }];
  });
  const sorted = [...spans].sort((left, right) => left.start - right.start);
  let last: Span | undefined;
  for (const span of sorted) {
    if (last !== undefined && span.start < last.start + last.size) {
      const message = `partition ${span.name} begins at sector ${span.start}, before partition ${last.name} ends at ${last.start + last.size}`;
      report(() => ({ code: 'manifest/partition-overlap', message, path: [...path, span.index] }));
    }
    if (last === undefined || span.start + span.size > last.start + last.size) last = span;
  }
  if (last === undefined || sectors === undefined || Number.isNaN(sectors)) return;
  const usable = options.label === 'dos' || options.label === 'mbr' ? sectors : sectors - sectorsAtEnd;
  const { name, start, size, index } = last;
  if (start + size <= usable) return;
  const message = `partition ${name} ends at sector ${start + size}, and the disk has ${usable} sectors for partitions`;
  report(() => ({ code: 'manifest/partition-beyond-disk', message, path: [...path, index] }));
}

const isExtended = (type: unknown): boolean => typeof type === 'string' && /^(0x)?0?(5|f|85)$/i.test(type);

/** EFI system partitions by the types of GPT and MBR. */
const espTypes = [partitionTypes.gpt.esp.toLowerCase(), 'ef', '0xef', 'uefi', 'u', 'ef00'];

function reportUki(stages: readonly PlacedStage[], report: Report): void {
  const tables = stages.filter(({ stage }) => partitioners.includes(String(stage.type)));
  const partitions = tables.flatMap(({ stage }) => listOf(objectOf(stage.options).partitions).map(objectOf));
  if (tables.length === 0 || partitions.some(({ type }) => espTypes.includes(String(type).toLowerCase()))) return;
  for (const { stage, path } of stages) {
    const what = ukiOf(stage);
    if (what === undefined) continue;
    const message = `${what} needs an EFI system partition, which the disk does not have`;
    report(() => ({ code: 'manifest/uki-without-esp', message, path }));
  }
}

/** What of a stage only firmware starts from an ESP; undefined where it has none. */
function ukiOf(stage: JsonObject): string | undefined {
  const options = objectOf(stage.options);
  switch (stage.type) {
    case 'org.osbuild.uki':
      return 'a unified kernel image';
    case 'org.osbuild.bootctl.install.root':
      return 'systemd-boot';
    case 'org.osbuild.bootc.install-to-filesystem':
      return options.bootloader === 'systemd' ? 'systemd-boot' : undefined;
    case 'org.osbuild.copy': {
      const targets = listOf(options.paths).map((one) => String(objectOf(one).to));
      return targets.some((to) => /\/EFI\/Linux\/[^/]*\.efi$/i.test(to)) ? 'a unified kernel image' : undefined;
    }
    default:
      return undefined;
  }
}
