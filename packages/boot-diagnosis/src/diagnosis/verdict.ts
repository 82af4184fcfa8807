import type { BootStage } from './boot-stage.ts';

/** The diagnosis of a boot from its console. */
export type Verdict =
  /** A login prompt appeared, a target that only a booted system reaches, or Anaconda was started. */
  | { readonly kind: 'booted'; readonly by: 'login' | 'target' | 'installer'; readonly line: string }
  /** The initramfs or the kernel did not find the root device; `device` is absent where the console does not name it. */
  | { readonly kind: 'root-not-found'; readonly device?: string; readonly line: string }
  /** systemd or the initramfs gave up and offers a shell. `failed`: what failed before, by its name on the console. */
  | { readonly kind: 'emergency'; readonly stage: BootStage; readonly failed: readonly string[] }
  /** The initramfs could not load the root, or the second stage of an installer. */
  | { readonly kind: 'root-not-loaded'; readonly line: string }
  | { readonly kind: 'kernel-panic'; readonly line: string }
  /**
   * systemd, process 1, gave up; `reason` is its message, such as "Failed to start up manager", and `error` what it had
   * written to the kernel log just before.
   */
  | { readonly kind: 'manager-failed'; readonly reason: string; readonly error?: string; readonly line: string }
  /** The firmware or a boot loader found nothing to start. */
  | { readonly kind: 'no-boot-loader'; readonly seen: 'no-device' | 'uefi-shell' | 'no-entry'; readonly line: string }
  /** The firmware or a boot loader rejected the signature of a program. */
  | { readonly kind: 'secure-boot'; readonly line: string }
  /** The kernel, or its unified kernel image, could not be loaded. */
  | { readonly kind: 'broken-kernel'; readonly line: string }
  /** The root does not match its digest, or the digest cannot be checked. */
  | { readonly kind: 'composefs'; readonly line: string }
  /** The machine powered off before it had booted. */
  | { readonly kind: 'powered-off'; readonly stage: BootStage; readonly line: string }
  /** Neither booted nor failed: still booting, or hanging. */
  | {
      readonly kind: 'unfinished';
      readonly stage: BootStage;
      /** The job that systemd waits for. */
      readonly waitsFor?: string;
      /** A step that is started again and again, and fails each time. */
      readonly restarts?: { readonly step: string; readonly times: number };
      readonly line?: string;
    };

/** Whether it is known that the boot failed. */
export function isFailure({ kind }: Verdict): boolean {
  return kind !== 'booted' && kind !== 'unfinished';
}
