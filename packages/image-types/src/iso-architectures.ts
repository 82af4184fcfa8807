import type { Architecture } from '@bootwright/core';

/** The boot loader that UEFI firmware of the architecture looks for, as osbuild's stage `org.osbuild.grub2.iso` names it. */
const efiArchitectures = { x86_64: 'X64', aarch64: 'AA64' } as const;

/** Architectures that ISO images exist for: the reference boots no other by UEFI. */
export type IsoArchitecture = keyof typeof efiArchitectures & Architecture;

export const isoArchitectures: readonly IsoArchitecture[] = ['x86_64', 'aarch64'];

/** Such as `X64`. */
export function efiArchitecture(architecture: IsoArchitecture): string {
  return efiArchitectures[architecture];
}

export function isIsoArchitecture(architecture: Architecture): architecture is IsoArchitecture {
  return architecture in efiArchitectures;
}
