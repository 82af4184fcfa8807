import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, Fault, type Location, throwFaults } from '@bootwright/core';
import type { PlanContext } from '../profile/plan-context.ts';

/** Whether something may be done to the image and, if not, why and what to do instead. */
export type Permission = Allowed | Refused;

export interface Allowed {
  readonly allowed: true;
}

export interface Refused {
  readonly allowed: false;
  /** What the refusal follows from; notices begin their code with it. */
  readonly because: 'sealed' | 'composefs';
  readonly reason: string;
  /** What to do instead. */
  readonly instead: string;
}

/** How the image boots, and what follows from it for all other plans. */
export interface BootPlan {
  /** What can start the disk, where the architecture has a choice. */
  readonly firmware: 'uefi' | 'hybrid';
  /** How bootc stores the deployment. */
  readonly storage: 'ostree' | 'composefs';
  /** For `bootc install`; absent: bootc's own default. */
  readonly bootloader?: string;
  /** Whether partitions for booting without UEFI (BIOS boot) may be on the disk. */
  readonly biosBoot: Permission;
  /** Whether /boot may be a partition that nobody asked for. */
  readonly xbootldr: Permission;
  readonly kernelArguments: Permission;
  /** Whether files of the deployment may be changed after it is installed. */
  readonly deploymentEdits: Permission;
  /** Whether the initramfs finds the root by its partition type alone. */
  readonly rootByType: boolean;
}

/** Boot loaders that osbuild's stage org.osbuild.bootc.install-to-filesystem knows. */
export const bootloaders: readonly string[] = ['grub', 'systemd', 'none'];

/** Architectures that have UEFI firmware. */
const uefiArchitectures: readonly Architecture[] = ['x86_64', 'aarch64', 'riscv64'];

const bootloaderAt: Location = { document: 'container', path: ['bootloader'] };

const allowed: Allowed = { allowed: true };

const commandLineSigned: Refused = {
  allowed: false,
  because: 'sealed',
  reason: 'the command line of a sealed container is part of its signed unified kernel image',
  instead: 'build the arguments into the UKI of the container, or give them in a signed UKI addon on the ESP',
};

const rootVerified: Refused = {
  allowed: false,
  because: 'sealed',
  reason: 'the root of a sealed container is verified through composefs, and nothing can be changed in it afterwards',
  instead: 'build it into the container, or give it to the machine as a systemd credential',
};

const startedByUefi: Refused = {
  allowed: false,
  because: 'sealed',
  reason: 'UEFI firmware starts the unified kernel image of a sealed container from the ESP',
  instead: 'leave the partition out',
};

const noOstree: Refused = {
  allowed: false,
  because: 'composefs',
  reason: 'the deployment is stored with composefs, and osbuild reaches into ostree deployments only',
  instead: 'build it into the container, or let the container choose the boot loader grub',
};

/**
 * The one place that reads whether the kernel is unified. Faults, under `recommended`: `boot/bootloader` for a boot
 * loader that osbuild does not know, `boot/no-uefi` for a sealed container of an architecture without UEFI.
 */
export function bootPlan(container: ContainerInfo, architecture: Architecture, context: PlanContext): BootPlan {
  const bootloader = container.bootloader === '' ? undefined : container.bootloader;
  if (bootloader !== undefined) checkBootloader(bootloader, context);
  const chosen = bootloader === undefined ? {} : { bootloader };

  if (container.unifiedKernel) {
    checkUefi(architecture, context);
    return {
      firmware: 'uefi',
      storage: 'composefs',
      ...chosen,
      biosBoot: startedByUefi,
      xbootldr: startedByUefi,
      kernelArguments: commandLineSigned,
      deploymentEdits: rootVerified,
      rootByType: true,
    };
  }

  const composefs = bootloader === 'systemd' && context.fixes('systemd-boot-storage', bootloaderAt);
  return {
    firmware: architecture === 'aarch64' ? 'uefi' : 'hybrid',
    storage: composefs ? 'composefs' : 'ostree',
    ...chosen,
    biosBoot: allowed,
    xbootldr: allowed,
    kernelArguments: allowed,
    deploymentEdits: composefs ? noOstree : allowed,
    rootByType: false,
  };
}

function checkBootloader(bootloader: string, context: PlanContext): void {
  const faults = bootloaderFaults({ bootloader });
  if (faults.length > 0 && context.fixes('boot-loader', bootloaderAt)) throwFaults(faults);
}

/** A fault `boot/bootloader` for a boot loader that osbuild does not know. */
export function bootloaderFaults({ bootloader }: Pick<BootPlan, 'bootloader'>): readonly Fault[] {
  if (bootloader === undefined || bootloaders.includes(bootloader)) return [];
  return [
    new Fault('boot/bootloader', `osbuild cannot install the boot loader ${JSON.stringify(bootloader)}`, {
      at: bootloaderAt,
      hint: `set bootloader to one of ${bootloaders.join(', ')} in the container's install configuration`,
    }),
  ];
}

function checkUefi(architecture: Architecture, context: PlanContext): void {
  const at: Location = { document: 'container', path: ['arch'] };
  if (uefiArchitectures.includes(architecture) || !context.fixes('sealed-architecture', at)) return;
  throw new Fault('boot/no-uefi', `the container is sealed, and ${architecture} has no UEFI to start it`, {
    at,
    hint: `seal containers for one of ${uefiArchitectures.join(', ')}; for ${architecture} ship a kernel of its own`,
  });
}
