import type { Architecture } from '@bootwright/core';

/** The machine type of QEMU for an architecture, one that the kernels of all distributions support. */
export interface MachineModel {
  readonly program: string;
  /** QEMU's name of the machine. */
  readonly machine: string;
  /** The emulated processor, where QEMU's default is too old for current distributions. */
  readonly emulatedCpu?: string;
  /** How virtio devices are attached: `virtio-blk-pci`, `virtio-blk-ccw`. */
  readonly bus: 'pci' | 'ccw';
  /** Devices of a CD-ROM drive, the drive last, where it is not one of virtio-scsi. */
  readonly cdDrive?: readonly string[];
  /** The display device, where the firmware of the machine can draw on one. */
  readonly display?: string;
  readonly tpm?: string;
  /** Whether the machine starts from UEFI firmware in flash memory, or has its own firmware. */
  readonly firmware: 'uefi' | 'uefi-or-bios' | 'own';
  /** Whether the machine has SMBIOS, from which systemd reads credentials. */
  readonly smbios: boolean;
  /** Node's name of the host architecture on which KVM can run the machine. */
  readonly host: string;
}

/** Machines as of QEMU 7.2 and later. */
export const machineModels: Readonly<Record<Architecture, MachineModel>> = {
  x86_64: {
    program: 'qemu-system-x86_64',
    machine: 'q35',
    emulatedCpu: 'max',
    bus: 'pci',
    // The machine has a controller for it.
    cdDrive: ['ide-cd'],
    display: 'VGA',
    tpm: 'tpm-crb',
    firmware: 'uefi-or-bios',
    smbios: true,
    host: 'x64',
  },
  aarch64: {
    program: 'qemu-system-aarch64',
    machine: 'virt',
    emulatedCpu: 'max',
    bus: 'pci',
    display: 'virtio-gpu-pci',
    tpm: 'tpm-tis-device',
    firmware: 'uefi',
    smbios: true,
    host: 'arm64',
  },
  ppc64le: {
    program: 'qemu-system-ppc64',
    machine: 'pseries',
    bus: 'pci',
    display: 'VGA',
    tpm: 'tpm-spapr',
    firmware: 'own',
    smbios: false,
    host: 'ppc64',
  },
  s390x: {
    program: 'qemu-system-s390x',
    machine: 's390-ccw-virtio',
    emulatedCpu: 'max',
    bus: 'ccw',
    firmware: 'own',
    smbios: false,
    host: 's390x',
  },
  riscv64: {
    program: 'qemu-system-riscv64',
    machine: 'virt',
    bus: 'pci',
    display: 'virtio-gpu-pci',
    firmware: 'uefi',
    smbios: true,
    host: 'riscv64',
  },
};
