import { isObject, listOf, objectOf, textOf } from '@bootwright/core';
import type { FleetChange } from './fleet-change.ts';
import { shortType } from './reviewed-manifest.ts';

/** What firmware boots the disk of a manifest; absent where no stage installs a boot loader that says so. */
function bootMode(manifest: unknown): string | undefined {
  let bios = false;
  let uefi = false;
  for (const pipeline of listOf(objectOf(manifest).pipelines)) {
    for (const stage of listOf(objectOf(pipeline).stages)) {
      const options = objectOf(objectOf(stage).options);
      const type = shortType(textOf(objectOf(stage).type) ?? '');
      if (type === 'grub2' || type === 'grub2.legacy') {
        bios ||= options.legacy !== undefined || options.bios !== undefined;
        uefi ||= isObject(options.uefi);
      }
    }
  }
  if (bios) return uefi ? 'BIOS and UEFI' : 'BIOS only';
  return uefi ? 'UEFI only' : undefined;
}

/** The change of the firmware that boots an image: what its boot loader, partitions and packages follow from. */
export function bootModeChange(before: unknown, after: unknown): readonly FleetChange[] {
  const [old, now] = [bootMode(before), bootMode(after)];
  if (old === now || old === undefined || now === undefined) return [];
  return [{ class: 'boot-mode', kind: 'changed', subject: `boot mode: ${old} → ${now}`, details: [] }];
}
