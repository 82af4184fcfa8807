import type { PartitionTable } from '../table/partition-table.ts';

/** How mounts reach the booted system: lines of /etc/fstab, systemd mount units, or not at all. */
export type MountConfiguration = 'fstab' | 'units' | 'none';

/** What a container's disk.yaml says. */
export interface DiskDefinition {
  readonly mountConfiguration?: MountConfiguration;
  readonly partitionTable?: PartitionTable;
}
