import type { Architecture } from '@bootwright/core';

/** The machine that QEMU is to be for an architecture: one that all distributions' kernels know. */
export interface MachineModel {
  readonly program: string;
  /** QEMU's name of the machine. */
  readonly machine: string;
  /** The processor in emulation, where QEMU's own choice is too old for today's distributions. */
  readonly emulatedCpu?: string;
  /** How virtio devices are attached: `virtio-blk-pci`, `virtio-blk-ccw`. */
  readonly bus: 'pci' | 'ccw';
  /** The device with the display, where the machine has one that firmware draws on. */
  readonly display?: string;
  readonly tpm?: string;
  /** Whether it starts from UEFI firmware in flash memory, or has firmware of its own. */
  readonly firmware: 'uefi' | 'uefi-or-bios' | 'own';
  /** Whether strings reach the guest by SMBIOS, which systemd reads credentials from. */
  readonly smbios: boolean;
  /** Node's name of the architecture, on which KVM can run it. */
  readonly host: string;
}

/** Machines as of QEMU 7.2 and later. */
export const machineModels: Readonly<Record<Architecture, MachineModel>> = {
  x86_64: {
    program: 'qemu-system-x86_64',
    machine: 'q35',
    emulatedCpu: 'max',
    bus: 'pci',
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
