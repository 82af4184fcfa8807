import { dirname } from 'node:path';
import { Fault, objectOf, textOf } from '@bootwright/core';
import type { MachinePlan } from '../machine/machine-plan.ts';

/** Drivers of QEMU's block devices (`BlockdevDriver`): formats, and what is below a format. */
const formats: readonly string[] = ['raw', 'qcow2', 'vmdk', 'vpc', 'vhdx'];
const protocols: readonly string[] = ['file', 'host_device'];

/** The files that a machine is started with. */
type OpenedByQemu = Pick<MachinePlan, 'medium' | 'firmware'>;

/**
 * Checks the result of `query-named-block-nodes` once QEMU has opened everything: its block devices must be the disk, the
 * firmware and the overlay in `folder`, and nothing that the content of a disk names. Another user who can write to the
 * disk may have changed it since it was checked. Fault: `boot/disk-parts`.
 */
export function checkOpenedFiles(nodes: unknown, { medium, firmware }: OpenedByQemu, folder: string): void {
  const flash = firmware.kind === 'flash' ? [firmware.code, ...(firmware.variables ? [firmware.variables] : [])] : [];
  const disks = medium.kind === 'network' ? [] : [medium.path];
  const expected = [...disks, ...flash.map(({ file }) => file)];
  const found = (Array.isArray(nodes) ? nodes : [nodes]).map(readNode);
  const foreign = found.find(
    ({ driver, file }) =>
      !formats.includes(driver) &&
      !(protocols.includes(driver) && (expected.includes(file) || dirname(file) === folder)),
  );
  if (foreign === undefined && disks.every((path) => found.some(({ file }) => file === path))) return;
  const named = medium.kind === 'network' ? medium.source : medium.disk.file;
  throw new Fault('boot/disk-parts', `${named} made QEMU open another file: ${JSON.stringify(foreign?.file ?? '')}`, {
    at: { file: named },
    hint: 'use a disk that no other user can write to',
  });
}

function readNode(node: unknown): { readonly driver: string; readonly file: string } {
  const { drv, file } = objectOf(node);
  return { driver: textOf(drv) ?? '', file: textOf(file) ?? '' };
}
