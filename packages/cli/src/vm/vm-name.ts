import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Owner } from '@bootwright/process';
import { parseOwner, renderOwner } from '@bootwright/process';
import { vmNames } from './read-vm-name.ts';

/** `disk` of `out/disk.qcow2`: the name of the file as far as a name can be made of it. */
export function defaultVmName(disk: string): string {
  const plain = basename(disk)
    .replace(/\..*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 24);
  return plain === '' ? 'vm' : plain;
}

/** A virtual machine by the folder that it has. No two can have the same, because no two processes are the same. */
export interface VmFolderName {
  readonly name: string;
  /** The machine's boot and PID namespace, as 8 hexadecimal digits. */
  readonly place: string;
  readonly owner: Pick<Owner, 'pid' | 'start'>;
}

export function vmFolderName(name: string, owner: Owner): VmFolderName {
  return { name, place: placeOf(owner), owner: { pid: owner.pid, start: owner.start } };
}

export function placeOf({ place }: Owner): string {
  return createHash('sha256').update(place).digest('hex').slice(0, 8);
}

/** `NAME@PLACE.PID:START`. */
export function renderVmFolderName({ name, place, owner }: VmFolderName): string {
  return `${name}@${place}.${renderOwner(owner)}`;
}

/** Absent for a folder that is nothing of the kind. */
export function parseVmFolderName(text: string): VmFolderName | undefined {
  const [, name = '', place = '', owner = ''] = /^([^@]{1,32})@([0-9a-f]{8})\.([\d:]+)$/.exec(text) ?? [];
  const found = parseOwner(owner);
  return vmNames.test(name) && found !== undefined ? { name, place, owner: found } : undefined;
}
