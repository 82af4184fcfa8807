import { isObject } from '@bootwright/core';
import { entriesOf, fieldOf, isList, listOf, textOf } from '../diff/json-value.ts';
import type { DiskPicture } from '../disk/disk-picture.ts';
import { partitionAt } from '../disk/disk-picture.ts';
import { workedOn } from '../disk/disk-use.ts';

/** Options that say what a stage of its type works on. */
const namingOptions = ['filename', 'path', 'unit', 'target', 'vg_name', 'name', 'file', 'language', 'destination'];
const namingLists = ['paths', 'items', 'users', 'groups', 'kernel'];

/**
 * What tells a stage from others of its type: the role of the partition or volume it works on, or the first file that
 * it names; undefined where nothing does.
 */
export function stageIdentity(stage: unknown, disk: DiskPicture | undefined): string | undefined {
  const role = stageRole(stage, disk);
  if (role !== undefined) return role;
  const options = fieldOf(stage, 'options');
  for (const key of namingOptions) {
    const name = textOf(options, key);
    if (name !== undefined && name !== '') return name;
  }
  for (const key of namingLists) {
    const name = firstName(fieldOf(options, key));
    if (name !== undefined) return name;
  }
  return undefined;
}

const diskStages = /^org\.osbuild\.(?:mkfs\.|mkswap$|lvm2\.|luks2\.|btrfs\.|write-device$)/;

/** The role of the partition or volume that the stage makes or fills; undefined for stages of another kind. */
export function stageRole(stage: unknown, disk: DiskPicture | undefined): string | undefined {
  if (disk === undefined || !diskStages.test(textOf(stage, 'type') ?? '')) return undefined;
  const target = workedOn(stage, 512);
  switch (target?.kind) {
    case 'partition':
      return partitionAt(disk, target.start)?.role;
    case 'volume':
      return (
        disk.partitions.flatMap(({ volumes }) => volumes).find(({ name }) => name === target.name)?.role ?? target.name
      );
    default:
      return undefined;
  }
}

function firstName(value: unknown): string | undefined {
  if (isObject(value)) return entriesOf(value)[0]?.[0];
  const [first] = isList(value) ? value : [];
  if (typeof first === 'string') return first;
  return textOf(first, 'to') ?? textOf(first, 'path') ?? textOf(first, 'name');
}

/** Types that the pipeline has more than once: only their stages need a label. */
export function repeatedTypes(pipeline: unknown): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const stage of listOf(pipeline, 'stages')) {
    const type = textOf(stage, 'type') ?? '';
    if (seen.has(type)) repeated.add(type);
    seen.add(type);
  }
  return repeated;
}
