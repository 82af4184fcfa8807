import { largest, textWidth } from '@bootwright/core';
import { encodeJson } from '../files/encode-json.ts';
import type { Output } from '../host.ts';
import { renderTable } from '../terminal/table.ts';
import type { RunningVm } from './vm-folder.ts';

/** Fewer columns of a path say nothing. */
const leastImage = 20;

/** A table: where the path of an image is too long, its beginning is left out. */
export function renderVms(vms: readonly RunningVm[], { columns }: Pick<Output, 'columns'>, now: Date): string {
  if (vms.length === 0) return 'no virtual machine runs\n';
  const rows = vms.map((vm) => [
    vm.name,
    `${vm.owner.pid}`,
    vm.state === 'starting' ? 'starting' : ago(now.getTime() - Date.parse(vm.since)),
    vm.sshPort === undefined ? 'none' : `127.0.0.1:${vm.sshPort}->22`,
  ]);
  const heading = ['NAME', 'PID', 'SINCE', 'PORTS'];
  const before = heading.map((_, index) => largest([heading, ...rows].map((row) => textWidth(row[index] ?? ''))));
  const used = before.reduce((sum, width) => sum + width + 2, 0);
  const room = Math.max(leastImage, columns - used);
  return renderTable([
    [...heading, 'IMAGE'],
    ...rows.map((row, index) => [...row, ending(vms[index]?.image ?? '', room)]),
  ]);
}

/** The end of a path, behind `…`. */
function ending(path: string, width: number): string {
  if (textWidth(path) <= width) return path;
  const letters = [...path];
  while (letters.length > 1 && textWidth(letters.join('')) > width - 1) letters.shift();
  return `…${letters.join('')}`;
}

/** `12 s`, `5 min`, `3 h`, `2 d`. */
function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

export function encodeVms(vms: readonly RunningVm[]): string {
  return encodeJson(
    vms.map(({ name, owner, image, architecture, since, state, sshPort }) => ({
      ...{ name, pid: owner.pid, image, architecture, since, state },
      ...(sshPort !== undefined && { ssh_port: sshPort }),
      forwarded_ports: sshPort === undefined ? [] : [{ host: `127.0.0.1:${sshPort}`, guest: 22 }],
    })),
  );
}
