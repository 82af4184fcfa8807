import type { ContainerInfo } from '@bootwright/container-facts';
import { roundedSize, shownName, throwFaults } from '@bootwright/core';
import type { DiskImageType } from '@bootwright/image-types';
import { effectiveOptions, type ImagePlan } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import type { NamedContainer } from '../container/container-reference.ts';
import { readContainer } from '../container/read-container.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { renderFacts } from '../terminal/fact-table.ts';
import { type Look, lookOf } from '../terminal/look.ts';
import { renderTable } from '../terminal/table.ts';
import { hanging } from '../terminal/wrapped.ts';
import type { DescribeGiven } from './describe-given.ts';
import { partitionCells, partitionRows } from './partition-rows.ts';
import { verdictOn } from './verdict.ts';

export interface RequestedType {
  readonly type: DiskImageType;
  readonly named: NamedContainer;
}

/** Prints the disk that a container becomes. What stands in its way is thrown. */
export async function describeDisk(
  { type, named }: RequestedType,
  given: DescribeGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const { inspection, notices } = await readContainer(named, given, context);
  const { info } = inspection;
  const container = given.bootcDefaultFs === undefined ? info : { ...info, defaultRootFs: given.bootcDefaultFs };
  const verdict = verdictOn(type, container, given.profile ?? 'reference');
  await context.report(notices);
  if (!verdict.possible) throwFaults(verdict.faults);
  else {
    await context.report(verdict.notices);
    const disk = { type, named, container, plan: verdict.plan };
    await host.stdout.write(json ? encodeDisk(disk) : renderDisk(disk, lookOf(host.stdout)));
  }
  return exitStatus.done;
}

interface DescribedDisk extends RequestedType {
  readonly container: ContainerInfo;
  readonly plan: ImagePlan;
}

function encodeDisk({ type, named, plan }: DescribedDisk): string {
  const { architecture, boot, disk } = plan;
  const value = {
    name: type.name,
    reference: named.written,
    filename: type.filename,
    mime_type: type.mimeType,
    exports: type.exports,
    architecture,
    sealed: boot.kernelArguments.allowed === false && boot.kernelArguments.because === 'sealed',
    firmware: boot.firmware,
    storage: boot.storage,
    bootloader: boot.bootloader,
    size: disk.table.size,
    table: { type: disk.table.type, partitions: partitionRows(disk.table, architecture) },
    mount_configuration: disk.mountConfiguration,
    supported_options: effectiveOptions(type),
  };
  return encodeJson(value);
}

const sealedOptions = 'A sealed image honours those of the disk alone: its command line is signed, its root verified.';

function renderDisk({ type, named, container, plan }: DescribedDisk, { style, width }: Look): string {
  const { architecture, boot, disk } = plan;
  const own = container.os.diskDefinition?.value.partitionTable !== undefined;
  const facts = [
    ['File', `${type.filename} (${type.mimeType})`],
    ['Export', type.exports.join(', ')],
    ['Disk', roundedSize(disk.table.size)],
    ['Boots by', boot.firmware === 'uefi' ? 'UEFI' : firmwareOf(architecture)],
    ['Boot loader', boot.bootloader ?? "bootc's own default"],
    ['Root', `${boot.storage}${boot.kernelArguments.allowed ? '' : ', sealed'}`],
  ] as const;
  const cells = partitionCells(partitionRows(disk.table, architecture));
  const origin = own ? "from the container's own disk.yaml" : 'of the image type';
  return [
    `${style.strong([type.name, ...type.aliases].join(', '))}: ${type.summary}, of ${shownName(named.written)}\n\n`,
    renderFacts(facts, { labels: 'Boot loader'.length, width }),
    `\n${style.strong(`Partition table on ${architecture}`)} (${disk.table.type}, ${origin})\n`,
    renderTable(cells, { indent: '  ', width }),
    `\n${style.strong('Blueprint options')}\n`,
    ...(boot.kernelArguments.allowed
      ? []
      : hanging(sealedOptions, { head: '  ', indent: 2, width }).map((line) => `${line}\n`)),
    ...effectiveOptions(type).map((option) => `  ${option}\n`),
  ].join('');
}

function firmwareOf(architecture: string): string {
  return architecture === 'x86_64' ? 'UEFI or BIOS' : 'the firmware of the machine';
}
