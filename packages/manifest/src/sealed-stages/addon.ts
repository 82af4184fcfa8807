import { mountName } from '@bootwright/disk';
import { type Stage, sourceFilesInput, stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';

/** The addon of the unified kernel image, where its stub looks for addons of all images (systemd-stub(7)). */
export function addon({ plan, disk, addon: bytes }: ImageContext): readonly Stage[] {
  const planned = plan.customizations.sealed?.addon;
  if (planned === undefined || bytes === undefined) return [];
  const directory = `mount://${mountName(plan.boot.kernelsAt)}/loader/addons` as const;
  const access = { devices: disk.devices, mounts: disk.mounts };
  const copied = {
    from: `input://addon/${bytes.id}`,
    to: `${directory}/${planned.filename}`,
    remove_destination: true,
  };
  return [
    stage('org.osbuild.mkdir', { paths: [{ path: directory, parents: true, exist_ok: true }] }, access),
    stage('org.osbuild.copy', { paths: [copied] }, { inputs: { addon: sourceFilesInput([bytes.id]) }, ...access }),
  ];
}
