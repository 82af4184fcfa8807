import type { Fault, Location } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import type { DiskCustomization } from '../format/disk-customization.ts';
import { checkPartition } from './check-partition.ts';
import { type Findings, findingsAt } from './findings.ts';
import type { DiskCheckOptions } from './partition-check.ts';

/** Primary partitions of an MBR table. */
const mostDosPartitions = 4;

/**
 * Faults of `customizations.disk` that show without the container and the image type: tables, types and labels,
 * mount points, names given twice, and layouts that are not made (several volume groups or btrfs volumes, or both).
 * `at` is the place of the customizations. Source: Validate and ValidateLayoutConstraints of the blueprint library,
 * which stop at the first fault of a partition; this does not.
 */
export function checkDisk(
  customizations: Customizations,
  at: Location,
  options: DiskCheckOptions = {},
): readonly Fault[] {
  const disk = customizations.disk;
  if (disk === undefined) return [];
  const findings = findingsAt(at);
  const partitions = disk.partitions ?? [];
  const { sector_size: sectorSize } = disk;
  if (sectorSize !== undefined && !Number.isInteger(Math.log2(sectorSize))) {
    findings.add(['disk', 'sector_size'], {
      code: 'blueprint/sector-size',
      message: `sector_size must be a power of two, not ${sectorSize}`,
      hint: 'use 512 or 4096',
    });
  }
  if (disk.type === 'dos' && partitions.length > mostDosPartitions) {
    findings.add(['disk', 'partitions'], {
      code: 'blueprint/too-many-partitions',
      message: `a dos partition table has up to ${mostDosPartitions} partitions, not ${partitions.length}`,
      hint: 'use the type "gpt"',
    });
  }
  const taken = { mountpoints: new Map<string, string>(), volumeGroups: new Map<string, string>() };
  for (const [index, partition] of partitions.entries()) {
    checkPartition(partition, { place: ['disk', 'partitions', index], disk, options, taken, findings });
  }
  checkLayout(disk, findings);
  return findings.faults;
}

function checkLayout(disk: DiskCustomization, findings: Findings): void {
  let first: 'lvm' | 'btrfs' | undefined;
  for (const [index, { type }] of (disk.partitions ?? []).entries()) {
    if (type === 'plain') continue;
    if (first !== undefined) {
      const same = first === type;
      findings.add(['disk', 'partitions', index], {
        code: 'blueprint/layout',
        message: same ? `a second partition of the type ${type} is not supported` : 'lvm and btrfs cannot be combined',
        hint: same ? 'put all volumes into one partition' : 'use partitions of one of the two types',
      });
    }
    first ??= type;
  }
}
