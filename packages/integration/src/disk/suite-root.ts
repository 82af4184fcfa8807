import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import type { SuiteDisk } from './suite-disk.ts';

const containerTable = 'usr/lib/image-builder/bootc/disk.yaml';
const endlessUnit = `[Unit]
Description=A unit that never ends
Before=systemd-user-sessions.service
[Service]
Type=oneshot
ExecStart=/usr/bin/sleep infinity
TimeoutStartSec=infinity
[Install]
WantedBy=multi-user.target
`;

/**
 * Creates the root of a disk at `folder`: hard links to that of the container, which need neither time nor space, with the
 * changes of the disk. Files are added and removed, but never modified. Both must be on one file system.
 */
export async function writeSuiteRoot(
  folder: string,
  { disk, root }: { readonly disk: SuiteDisk; readonly root: string },
  runner: CommandRunner,
): Promise<void> {
  requireSuccess(await runner.run(['cp', '--archive', '--link', root, folder]));
  if (disk.table === 'of-image-type') rmSync(join(folder, containerTable));
  if (disk.flaw === 'endless-unit') {
    const units = join(folder, 'etc/systemd/system');
    mkdirSync(join(units, 'multi-user.target.wants'), { recursive: true });
    writeFileSync(join(units, 'endless.service'), endlessUnit);
    symlinkSync('../endless.service', join(units, 'multi-user.target.wants/endless.service'));
  }
}
