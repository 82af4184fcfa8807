import { formatBytes } from '@bootwright/core';
import type { BootcFacts, ContainerInfo } from '@bootwright/inspect';
import { partitionCells, partitionRows } from '../describe/partition-rows.ts';
import type { Style } from '../terminal/colour.ts';
import { printable } from '../terminal/printable.ts';
import { renderTable } from '../terminal/table.ts';

/** The facts as a page to read. What is not known says so, where it matters. */
export function renderContainer(info: ContainerInfo, bootc: BootcFacts, style: Style): string {
  const { os, architecture } = info;
  const { release } = os;
  const name = [release.name, release.versionId].filter((part) => part !== '').join(' ');
  const title = info.imgref === '' ? name : `${info.imgref}: ${name}`;
  const facts: (readonly [string, string | undefined])[] = [
    ['System', [release.id, release.versionId].join(' ').trim()],
    ['Architecture', architecture],
    ['Sealed', info.unifiedKernel ? 'yes: a unified kernel image starts it, and its root is verified' : 'no'],
    ['Kernel', kernelLine(info, bootc)],
    ['Kernel arguments', bootc.kernelArguments.join(' ')],
    ['Command line', bootc.kernel?.unified === true ? signedLine(bootc.kernel.commandLine) : undefined],
    ['Boot loader', info.bootloader ?? 'the container does not say'],
    ['Root file system', info.defaultRootFs ?? 'the container does not say: give --bootc-default-fs'],
    ['SELinux policy', os.selinuxPolicy ?? 'none'],
    ['EFI vendor', os.uefiVendor],
    ['Size', info.size === undefined ? undefined : formatBytes(info.size)],
    ['Image id', info.imageId],
    ['Initramfs', os.initrdModules === undefined ? undefined : `${os.initrdModules.length} dracut modules`],
    ['Customizations', os.customizations?.file],
    ['ISO', os.isoDefinition?.file],
    ['Disk', os.diskDefinition?.file],
  ];
  const rows = facts.flatMap(([label, fact]) => (fact === undefined || fact === '' ? [] : [[label, printable(fact)]]));
  return `${style.strong(printable(title))}\n\n${renderTable(rows, '  ')}${diskTable(info, style)}`;
}

function signedLine(commandLine: string | undefined): string {
  return commandLine === undefined ? 'none in the unified kernel image' : `${commandLine} (signed)`;
}

function kernelLine({ os }: ContainerInfo, { kernel }: BootcFacts): string {
  const version = kernel?.version ?? os.kernel?.version;
  if (version === undefined) return 'none found';
  return `${version}${os.kernel?.hasAbootImage === true ? ' (with an Android boot image)' : ''}`;
}

function diskTable({ os, architecture = 'x86_64' }: ContainerInfo, style: Style): string {
  const table = os.diskDefinition?.value.partitionTable;
  if (table === undefined) return '';
  const cells = partitionCells(partitionRows(table, architecture)).map((row) => row.map(printable));
  return `\n${style.strong("The container's own partition table")} (${table.type})\n${renderTable(cells, '  ')}`;
}
