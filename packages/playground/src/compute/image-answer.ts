import type { Blueprint } from '@bootwright/blueprint';
import { roundedSize } from '@bootwright/core';
import { type DiskDrawing, drawTable } from '@bootwright/frontend-kit';
import type { CreatedManifest } from '@bootwright/manifest';
import type { CustomizationPlan, ImagePlan } from '@bootwright/plan';
import type { ImageAnswer, Row } from './outcome.ts';
import { outlineOf } from './outline.ts';

/** What people want to know of an image at a glance. */
export function imageAnswer({ plan, manifest, reasons }: CreatedManifest, blueprint: Blueprint): ImageAnswer {
  const disk = drawingOf(plan, blueprint);
  return {
    sealed: plan.boot.sealed,
    rows: rowsOf(plan),
    ...(disk === undefined ? {} : { disk }),
    reasons: [...new Set(reasons.map(({ text }) => text))],
    pipelines: outlineOf(manifest),
  };
}

function drawingOf(plan: ImagePlan, { customizations }: Blueprint): DiskDrawing | undefined {
  if (!('disk' in plan)) return undefined;
  return drawTable(plan.disk.table, plan.architecture, customizations?.disk?.partitions);
}

function rowsOf(plan: ImagePlan): readonly Row[] {
  const { imageType, architecture, boot } = plan;
  const file: readonly Row[] = [
    ['File', imageType.filename],
    ['Architecture', architecture],
  ];
  if (plan.kind === 'disk' || plan.kind === 'network-boot') {
    const { disk, customizations } = plan;
    const edits = customizations.edits.length;
    return [
      ...file,
      ['Disk', roundedSize(disk.table.size)],
      ['Boots by', boot.firmware === 'uefi' ? 'UEFI' : firmwareOf(architecture)],
      ['Boot loader', boot.bootloader ?? "bootc's default"],
      ['Root', `${boot.storage}${boot.sealed ? ', sealed' : ''}`],
      ['Kernel arguments', argumentsText(customizations)],
      ...(boot.sealed ? [] : [['Changes to the deployment', edits === 0 ? 'none' : String(edits)] as const]),
    ];
  }
  const { iso } = plan;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Boots by', iso.biosBoot ? 'UEFI or BIOS' : 'UEFI'],
    ['Label', iso.label],
    ['Kernel', iso.kernelVersion],
    ['Kernel arguments', iso.kernelArguments.join(' ')],
    ['Boot menu', iso.menu.entries.map(({ name }) => name).join(', ')],
  ];
  return [...file, ...rows.flatMap(([label, value]): readonly Row[] => (value === undefined ? [] : [[label, value]]))];
}

/** Those of a sealed image come by its addon. */
function argumentsText({ kernelArguments, sealed }: CustomizationPlan): string {
  const added = sealed?.addon?.kernelArguments ?? [];
  if (kernelArguments.length > 0) return kernelArguments.join(' ');
  return added.length > 0 ? `${added.join(' ')} (addon)` : 'none added';
}

function firmwareOf(architecture: string): string {
  return architecture === 'x86_64' ? 'UEFI or BIOS' : 'the firmware of the machine';
}
