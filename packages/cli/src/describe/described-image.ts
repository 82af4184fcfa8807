import type { ContainerInfo } from '@bootwright/container-facts';
import { roundedSize } from '@bootwright/core';
import type { ImagePlan, InstalledImagePlan, InstallerIsoPlan, LiveIsoPlan } from '@bootwright/plan';
import type { Fact } from '../terminal/fact-table.ts';
import type { Look } from '../terminal/look.ts';
import { renderTable } from '../terminal/table.ts';
import { partitionCells, partitionRows } from './partition-rows.ts';

/** The image that a container becomes, for machines: what depends on its kind. */
export function encodePlan(plan: ImagePlan): object {
  return 'iso' in plan ? encodeIso(plan) : encodeDisk(plan);
}

function encodeDisk({ architecture, boot, disk }: InstalledImagePlan): object {
  return {
    firmware: boot.firmware,
    storage: boot.storage,
    bootloader: boot.bootloader,
    size: disk.table.size,
    table: { type: disk.table.type, partitions: partitionRows(disk.table, architecture) },
    mount_configuration: disk.mountConfiguration,
  };
}

function encodeIso({ iso }: LiveIsoPlan | InstallerIsoPlan): object {
  return {
    firmware: iso.biosBoot ? 'hybrid' : 'uefi',
    label: iso.label,
    kernel_version: iso.kernelVersion,
    kernel_arguments: iso.kernelArguments,
    menu: iso.menu,
  };
}

/** The facts of the image for people. */
export function planFacts(plan: ImagePlan): readonly Fact[] {
  return 'iso' in plan ? isoFacts(plan) : diskFacts(plan);
}

function diskFacts({ architecture, boot, disk }: InstalledImagePlan): readonly Fact[] {
  return [
    ['Disk', roundedSize(disk.table.size)],
    ['Boots by', boot.firmware === 'uefi' ? 'UEFI' : firmwareOf(architecture)],
    ['Boot loader', boot.bootloader ?? "bootc's own default"],
    ['Root', `${boot.storage}${boot.sealed ? ', sealed' : ''}`],
  ];
}

function isoFacts({ iso }: LiveIsoPlan | InstallerIsoPlan): readonly Fact[] {
  return [
    ['Boots by', iso.biosBoot ? 'UEFI or BIOS' : 'UEFI'],
    ['Label', iso.label],
    ['Kernel', iso.kernelVersion],
    ['Arguments', iso.kernelArguments.join(' ')],
    ['Boot menu', iso.menu.entries.map(({ name }) => name).join(', ')],
  ];
}

function firmwareOf(architecture: string): string {
  return architecture === 'x86_64' ? 'UEFI or BIOS' : 'the firmware of the machine';
}

/** The partition table of an image that is made of a disk; empty for all others. */
export function renderPartitions(plan: ImagePlan, container: ContainerInfo, { style, width }: Look): string {
  if ('iso' in plan) return '';
  const { architecture, disk } = plan;
  const own = container.os.diskDefinition?.value.partitionTable !== undefined;
  const origin = own ? "from the container's own disk.yaml" : 'of the image type';
  const heading = `${style.strong(`Partition table on ${architecture}`)} (${disk.table.type}, ${origin})`;
  const cells = partitionCells(partitionRows(disk.table, architecture));
  return `\n${heading}\n${renderTable(cells, { indent: '  ', width })}`;
}
