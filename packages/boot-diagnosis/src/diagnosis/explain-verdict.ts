import { type Architecture, defined, dpsRootTypes, Fault, unreachable } from '@bootwright/core';
import { type BootStage, isBeforeKernel } from './boot-stage.ts';
import type { Verdict } from './verdict.ts';

/** A verdict in words. */
export interface Explanation {
  /** What happened, as a sentence without a full stop. */
  readonly what: string;
  readonly cause?: string;
  readonly cure?: string;
}

const bootedTo = { login: 'booted to a login prompt', target: 'booted', installer: 'booted to the installer' } as const;

const stages: Readonly<Record<BootStage, string>> = {
  nothing: 'nothing was written to the console',
  firmware: 'the last output is of the firmware',
  'boot-loader': 'the boot loader was started',
  kernel: 'the kernel was started',
  initramfs: 'the initramfs was started',
  system: 'the system itself was started',
};

/** What was booted. */
export interface BootedMachine {
  readonly architecture: Architecture;
  /** A disk by default. */
  readonly medium?: BootedMedium;
}

export type BootedMedium = 'disk' | 'cd-rom' | 'network';

/** What a verdict means, its cause and its fix. */
export function explainVerdict(
  verdict: Verdict,
  architecture: Architecture,
  medium: BootedMedium = 'disk',
): Explanation {
  switch (verdict.kind) {
    case 'booted':
      return { what: bootedTo[verdict.by] };
    case 'root-not-found':
      return {
        what: `the root was not found${verdict.device === undefined ? '' : ` (${verdict.device})`}`,
        ...(medium === 'network' ? networkRoot : rootCure(verdict.device, architecture)),
      };
    case 'emergency':
      return {
        what: 'the boot ended in emergency mode',
        ...(verdict.failed.length === 0 ? {} : { cause: `failed: ${verdict.failed.join('; ')}` }),
        cure: 'read the journal of the failed units: boot with --artefacts DIR, or use journalctl in the guest',
      };
    case 'kernel-panic':
      return {
        what: 'the kernel panicked',
        cause: verdict.line.replace(/^\[ *[\d.]+\] /, ''),
        cure: panicCure(verdict.line),
      };
    case 'manager-failed':
      return {
        what: 'systemd failed and froze',
        cause: [...(verdict.error === undefined ? [] : [verdict.error]), verdict.reason].join('; '),
        cure: generatorsFailed.test(verdict.error ?? '') ? generatorsCure : managerCure,
      };
    case 'no-boot-loader':
      return medium === 'cd-rom' && verdict.seen !== 'no-entry'
        ? noBootImage(architecture)
        : noBootLoader(verdict.seen, architecture);
    case 'secure-boot':
      return {
        what: 'Secure Boot rejected a program',
        cause: `it is not signed by a key that the firmware trusts: ${verdict.line}`,
        cure: 'sign the boot loader and the unified kernel with the key db of --keys DIR, or boot without --secure-boot',
      };
    case 'broken-kernel':
      if (/file `?.*'? not found/.test(verdict.line)) return missingKernel(verdict.line);
      return {
        what: 'the kernel could not be loaded',
        cause: `the boot loader or the unified kernel image is damaged, or for another architecture: ${verdict.line}`,
        cure: 'build the image again; "ukify inspect FILE" shows whether a unified kernel image is complete',
      };
    case 'root-not-loaded':
      return {
        what: 'the initramfs could not load the root',
        cause: verdict.line,
        cure: 'compare root= or inst.stage2= on the command line with the files of the server, and check that the initramfs has the driver of the network card and the dracut modules livenet and dmsquash-live',
      };
    case 'composefs':
      return {
        what: "the root is not the one that the kernel's command line names",
        cause: verdict.line,
        cure: 'build the unified kernel and the disk again from the same container: the composefs digest in the kernel must be that of the deployed image, and the file system needs fs-verity (ext4 or btrfs; or allow-missing-verity)',
      };
    case 'powered-off':
      return {
        what: 'the machine powered off before it had booted',
        cause: `${stages[verdict.stage]}; ${verdict.line}`,
      };
    case 'unfinished':
      return unfinished(verdict);
    default:
      return unreachable(verdict);
  }
}

/** The fault of a verdict other than `booted`: `boot/root-not-found`, `boot/unfinished` and so on. */
export function faultOfVerdict(
  verdict: Verdict,
  { architecture, medium }: BootedMachine,
  lastLines: readonly string[],
): Fault {
  const { what, cause, cure } = explainVerdict(verdict, architecture, medium);
  const message = `${what}${cause === undefined ? '' : `: ${cause}`}`;
  return new Fault(`boot/${verdict.kind}`, message, {
    quoted: lastLines,
    ...defined({ hint: cure }),
  });
}

const managerCure =
  'read the lines before it: boot with --artefacts DIR. If it could not write, the root or /etc is mounted read-only: a unified kernel needs "rw" on its command line';

/** The process that runs the generators ended with a failure, or by the alarm of 90 seconds (systemd's `src/core/manager.c`). */
const generatorsFailed = /^Failed to fork off sandboxing environment for executing generators: Protocol error$/;
const generatorsCure =
  "systemd's generators crashed, or took more than 90 seconds, as they may where a busy host emulates the machine: boot again with KVM, or with fewer machines at the same time";

const networkRoot = {
  cause:
    'the initramfs does not load a root over HTTP: it lacks the driver of the network card, or the dracut modules livenet and dmsquash-live',
  cure: 'build the initramfs of the container with these modules, for all machines (dracut --no-hostonly), and build the archive again',
};

function missingKernel(line: string): Explanation {
  return {
    what: 'the boot menu names a file that is missing',
    cause: line,
    cure: 'compare the paths in the boot menu with the files on the medium; for an ISO, "linux" and "initrd" of grub2.entries in iso.yaml',
  };
}

function noBootImage(architecture: Architecture): Explanation {
  return {
    what: 'the firmware found nothing to start on the ISO',
    cause: `its El Torito catalog has no image for this firmware${architecture === 'x86_64' ? ': one for UEFI and one for BIOS are separate' : ''}`,
    cure: `list its boot images with "xorriso -indev FILE -report_el_torito plain"${architecture === 'x86_64' ? '; boot an ISO without UEFI with --firmware bios' : ''}`,
  };
}

function panicCure(line: string): string {
  if (/IO-APIC \+ timer doesn't work/.test(line)) {
    return 'try again on a less busy host, or with KVM: emulation was too slow for a timer of the kernel';
  }
  if (/VFS: Unable to mount root fs/.test(line)) return 'add an initramfs to the boot entry or the unified kernel';
  if (/Attempted to kill init|No working init/.test(line))
    return 'read the lines before it: the root has no /sbin/init that runs';
  return 'read the lines before it: boot with --artefacts DIR';
}

function rootCure(device: string | undefined, architecture: Architecture): Omit<Explanation, 'what'> {
  if (device === '/dev/gpt-auto-root' || device === '/dev/gpt-auto-root-luks') {
    return {
      cause: `the kernel's command line names no root, and the disk of the ESP has no partition of the type of roots of ${architecture}, ${dpsRootTypes[architecture].toLowerCase()} (Discoverable Partitions Specification), which systemd-gpt-auto-generator looks for`,
      cure: `set that type on the root partition: build with --profile recommended, or "sfdisk --part-type DISK NUMBER ${dpsRootTypes[architecture].toLowerCase()}"`,
    };
  }
  return {
    cause:
      "no partition of the disk is the root that the kernel's command line names, or the initramfs lacks the driver of the disk or the file system",
    cure: 'compare root= on the command line with "lsblk -o NAME,UUID,LABEL,PARTUUID" of the disk; build the initramfs for all machines (dracut --no-hostonly)',
  };
}

function endlessRestarts(reached: string, { step, times }: { step: string; times: number }): Explanation {
  return {
    what: 'the boot did not finish',
    cause: `${reached}; ${step} was started again and again, and failed ${times} times`,
    cure: 'read the journal: boot with --artefacts DIR. If services cannot write, the root is mounted read-only: a unified kernel needs "rw" on its command line, for example from kargs.d before it is sealed',
  };
}

function noBootLoader(seen: 'no-device' | 'uefi-shell' | 'no-entry', architecture: Architecture): Explanation {
  if (seen === 'no-entry') {
    return {
      what: 'the boot loader found nothing to start',
      cause:
        'the ESP and XBOOTLDR have neither a unified kernel in EFI/Linux nor an entry in loader/entries, or GRUB has no configuration',
      cure: 'install a unified kernel or boot entries: bootc does that with the boot loader that the image configures',
    };
  }
  const name = { x86_64: 'BOOTX64.EFI', aarch64: 'BOOTAA64.EFI', riscv64: 'BOOTRISCV64.EFI', ppc64le: '', s390x: '' }[
    architecture
  ];
  return {
    what: 'the firmware found no boot loader on the disk',
    cause: `the disk has no EFI system partition${name && `, or no EFI/BOOT/${name} on it`}${architecture === 'x86_64' ? '; or it boots with BIOS only' : ''}`,
    cure: `list the partitions with "sfdisk --dump DISK"${architecture === 'x86_64' ? '; boot a disk without an ESP with --firmware bios' : ''}`,
  };
}

function unfinished({ stage, waitsFor, restarts, line }: Extract<Verdict, { kind: 'unfinished' }>): Explanation {
  if (restarts !== undefined) return endlessRestarts(stages[stage], restarts);
  const parts = [stages[stage]];
  if (waitsFor !== undefined) parts.push(`it waits for ${waitsFor}`);
  else if (line !== undefined) parts.push(`the last line is: ${line}`);
  // The stub of the kernel still prints through the firmware.
  const silent = isBeforeKernel(stage) || (stage === 'kernel' && line?.startsWith('EFI stub:') === true);
  return {
    what: 'the boot did not finish',
    cause: parts.join('; '),
    cure:
      stage === 'boot-loader' && waitsFor !== undefined
        ? 'set a timeout in the boot menu: grub2.timeout in iso.yaml, or installer.bootloader.grub2.menu-timeout in a blueprint with --profile recommended'
        : silent
          ? 'make the kernel write to the serial port: console=ttyS0 on its command line (x86_64), ttyAMA0 (aarch64), hvc0 (ppc64le)'
          : 'wait longer with --timeout, or see where it stopped with --artefacts DIR',
  };
}
