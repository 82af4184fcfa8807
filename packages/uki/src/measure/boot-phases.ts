import type { PcrBank } from './pcr.ts';

/** The paths of phases that a boot goes through, which extend PCR 11 word by word (systemd-pcrphase.service(8)). */
export const bootPhases = [
  'enter-initrd',
  'enter-initrd:leave-initrd',
  'enter-initrd:leave-initrd:sysinit',
  'enter-initrd:leave-initrd:sysinit:ready',
] as const;

export type BootPhase = (typeof bootPhases)[number];

/** Values of PCR 11 in hexadecimal, by bank and phase. */
export type PhaseValues = Readonly<Record<PcrBank, Readonly<Record<BootPhase, string>>>>;

export function byPhase(value: (path: BootPhase) => string): Readonly<Record<BootPhase, string>> {
  return {
    'enter-initrd': value('enter-initrd'),
    'enter-initrd:leave-initrd': value('enter-initrd:leave-initrd'),
    'enter-initrd:leave-initrd:sysinit': value('enter-initrd:leave-initrd:sysinit'),
    'enter-initrd:leave-initrd:sysinit:ready': value('enter-initrd:leave-initrd:sysinit:ready'),
  };
}
