import type { PlanContext } from '@bootwright/build-request';
import { type ContainerInfo, installableBootloaders } from '@bootwright/container-facts';
import { type Architecture, defined, Fault, type Location, throwFaults, uefiArchitectures } from '@bootwright/core';

/** Whether something may be done to the image and, if not, why and what to do instead. */
export type Permission = Allowed | Refused;

export interface Allowed {
  readonly allowed: true;
}

export interface Refused {
  readonly allowed: false;
  /** The cause; notices begin their code with it. */
  readonly because: 'sealed' | 'composefs';
  readonly reason: string;
  /** What to do instead. */
  readonly instead: string;
}

/** How something reaches the image: as an argument of `bootc install`, or by stages that change the deployment. */
export type Channel =
  | (Allowed & { readonly by: 'install' | 'ostree-deployment' })
  | StateChannel
  | AddonChannel
  | Refused;

/** Stages write to the state that bootc keeps for a deployment with composefs. */
export interface StateChannel extends Allowed {
  readonly by: 'state';
  /** Of composefs, by which bootc names the deployment. */
  readonly digest: string;
  /** Whether the command line of the UKI mounts the root writable. */
  readonly isWritable: boolean;
  readonly reason: string;
  /** Why no password arrives; absent where they do, or systemd's version is not known. */
  readonly withoutPasswords?: string;
}

/** An addon on the ESP brings it to the UKI. */
export interface AddonChannel extends Allowed {
  readonly by: 'addon';
  readonly isWritable: boolean;
  readonly reason: string;
}

/** How the image boots, and what follows from it for all other plans. */
export interface BootPlan {
  /** Whether the root is verified and the command line signed. */
  readonly sealed: boolean;
  /** What can start the disk, where the architecture has a choice. */
  readonly firmware: 'uefi' | 'hybrid';
  /** How bootc stores the deployment. */
  readonly storage: 'ostree' | 'composefs';
  /** For `bootc install`; absent: bootc's own default. */
  readonly bootloader?: string;
  /** Where the boot loader finds kernels: the mount point of the ESP, or of the file system that GRUB reads. */
  readonly kernelsAt: '/boot/efi' | '/boot';
  readonly partitions: {
    /** Whether partitions for booting without UEFI (BIOS boot) may be on the disk. */
    readonly biosBoot: Permission;
    /** Whether /boot may be a partition that nobody asked for. */
    readonly xbootldr: Permission;
  };
  readonly channels: {
    readonly kernelArguments: Channel;
    /** Changes to files of the deployment after it is installed. */
    readonly deploymentEdits: Channel;
  };
}

const bootloaderAt: Location = { document: 'container', path: ['bootloader'] };

const allowed: Allowed = { allowed: true };

const commandLineSigned: Refused = {
  allowed: false,
  because: 'sealed',
  reason: 'the command line of a sealed container is part of its signed unified kernel image',
  instead: 'use the profile "recommended", which makes an addon of them, or build them into the UKI',
};

export const rootVerified: Refused = {
  allowed: false,
  because: 'sealed',
  reason: 'the root of a sealed container is verified through composefs, and nothing can be changed in it afterwards',
  instead:
    'use the profile "recommended", which writes to the state of the deployment; credentials on the ESP are rejected under Secure Boot',
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

type BootFacts = Pick<ContainerInfo, 'unifiedKernel' | 'bootloader'>;

/** What bootc itself makes of a container. This is the only place that reads whether the kernel is unified. */
export function bootcDeployment({ unifiedKernel, bootloader }: BootFacts): Pick<BootPlan, 'sealed' | 'storage'> {
  return {
    sealed: unifiedKernel,
    storage: unifiedKernel || bootloader === 'systemd' ? 'composefs' : 'ostree',
  };
}

/** The same container, sealed if it is not, and unsealed if it is; systemd-boot starts the sealed one. */
export function sealingTwin({ bootloader: _, ...container }: ContainerInfo): ContainerInfo {
  return container.unifiedKernel
    ? { ...container, unifiedKernel: false }
    : { ...container, unifiedKernel: true, bootloader: 'systemd' };
}

/**
 * How the container boots. Faults, under `recommended`: `boot/bootloader` for a boot loader that osbuild does not know,
 * `boot/no-uefi` for a sealed container of an architecture without UEFI.
 */
export function bootPlan(container: ContainerInfo, architecture: Architecture, context: PlanContext): BootPlan {
  const bootloader = container.bootloader === '' ? undefined : container.bootloader;
  const faults = bootloaderFaults(defined({ bootloader }));
  if (faults.length > 0 && context.fixes('boot-loader', bootloaderAt)) throwFaults(faults);
  const { sealed, storage } = bootcDeployment(container);
  if (sealed) {
    checkUefi(architecture, context);
    return {
      sealed,
      firmware: 'uefi',
      storage,
      ...defined({ bootloader }),
      kernelsAt: '/boot/efi',
      partitions: { biosBoot: startedByUefi, xbootldr: startedByUefi },
      channels: { kernelArguments: commandLineSigned, deploymentEdits: rootVerified },
    };
  }
  const composefs = storage === 'composefs' && context.fixes('systemd-boot-storage', bootloaderAt);
  return {
    sealed,
    firmware: architecture === 'aarch64' ? 'uefi' : 'hybrid',
    storage: composefs ? 'composefs' : 'ostree',
    ...defined({ bootloader }),
    kernelsAt: composefs ? '/boot/efi' : '/boot',
    partitions: { biosBoot: allowed, xbootldr: allowed },
    channels: {
      kernelArguments: { allowed: true, by: 'install' },
      deploymentEdits: composefs ? noOstree : { allowed: true, by: 'ostree-deployment' },
    },
  };
}

/** Whether stages of osbuild change the deployment itself. */
export function isOstreeDeployment({ channels: { deploymentEdits: channel } }: BootPlan): boolean {
  return channel.allowed && channel.by === 'ostree-deployment';
}

/** A fault `boot/bootloader` for a boot loader that osbuild does not know. */
export function bootloaderFaults({ bootloader }: Pick<BootPlan, 'bootloader'>): readonly Fault[] {
  if (bootloader === undefined || installableBootloaders.some((name) => name === bootloader)) return [];
  return [
    new Fault('boot/bootloader', `osbuild cannot install the boot loader ${JSON.stringify(bootloader)}`, {
      at: bootloaderAt,
      hint: `set bootloader to one of ${installableBootloaders.join(', ')} in the container's install configuration`,
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
