import type { BootStage } from './boot-stage.ts';

/** What a console tells of a boot. */
export type Verdict =
  /** A login prompt, or a target that only a booted system reaches. */
  | { readonly kind: 'booted'; readonly by: 'login' | 'target'; readonly line: string }
  /** The initramfs or the kernel waited for the root's device in vain; `device` is absent where none is named. */
  | { readonly kind: 'root-not-found'; readonly device?: string; readonly line: string }
  /** systemd or the initramfs gave up and offers a shell. `failed`: what failed before, as the console names it. */
  | { readonly kind: 'emergency'; readonly stage: BootStage; readonly failed: readonly string[] }
  | { readonly kind: 'kernel-panic'; readonly line: string }
  /** systemd, process 1, gave up; `reason` is what it says, as "Failed to start up manager". */
  | { readonly kind: 'manager-failed'; readonly reason: string; readonly line: string }
  /** Firmware, or a boot loader, found nothing that it could start. */
  | { readonly kind: 'no-boot-loader'; readonly seen: 'no-device' | 'uefi-shell' | 'no-entry'; readonly line: string }
  /** Firmware or a boot loader refused a program for its signature. */
  | { readonly kind: 'secure-boot'; readonly line: string }
  /** The kernel, or the unified image that it is in, could not be loaded. */
  | { readonly kind: 'broken-kernel'; readonly line: string }
  /** The root is not what its digest says, or its digest cannot be checked. */
  | { readonly kind: 'composefs'; readonly line: string }
  /** The machine was turned off before it had booted. */
  | { readonly kind: 'powered-off'; readonly stage: BootStage; readonly line: string }
  /** Neither booted nor failed: on the way, or hanging. */
  | {
      readonly kind: 'unfinished';
      readonly stage: BootStage;
      /** The job that systemd says it waits for. */
      readonly waitsFor?: string;
      /** What is started over and over, and fails each time. */
      readonly restarts?: { readonly step: string; readonly times: number };
      readonly line?: string;
    };

/** Whether it is known that the boot failed. */
export function isFailure({ kind }: Verdict): boolean {
  return kind !== 'booted' && kind !== 'unfinished';
}
