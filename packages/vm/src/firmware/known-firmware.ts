import type { Architecture } from '@bootwright/core';
import type { FirmwareInfo } from './firmware-descriptor.ts';

const secure = ['secure-boot', 'requires-smm'] as const;

/** Where distributions put firmware without descriptors, or did so in earlier versions. */
const known: readonly (readonly [
  architecture: Architecture,
  folder: string,
  code: string,
  variables: string,
  ...features: string[],
])[] = [
  // Debian, Ubuntu: ovmf, qemu-efi-aarch64
  ['x86_64', '/usr/share/OVMF', 'OVMF_CODE_4M.fd', 'OVMF_VARS_4M.fd'],
  ['x86_64', '/usr/share/OVMF', 'OVMF_CODE_4M.secboot.fd', 'OVMF_VARS_4M.fd', ...secure],
  ['x86_64', '/usr/share/OVMF', 'OVMF_CODE.fd', 'OVMF_VARS.fd'],
  ['aarch64', '/usr/share/AAVMF', 'AAVMF_CODE.fd', 'AAVMF_VARS.fd'],
  ['riscv64', '/usr/share/qemu-efi-riscv64', 'RISCV_VIRT_CODE.fd', 'RISCV_VIRT_VARS.fd'],
  // Fedora, CentOS Stream: edk2-ovmf, edk2-aarch64, edk2-riscv64
  ['x86_64', '/usr/share/edk2/ovmf', 'OVMF_CODE.fd', 'OVMF_VARS.fd'],
  ['x86_64', '/usr/share/edk2/ovmf', 'OVMF_CODE.secboot.fd', 'OVMF_VARS.fd', ...secure],
  ['aarch64', '/usr/share/edk2/aarch64', 'QEMU_EFI-pflash.raw', 'vars-template-pflash.raw'],
  ['riscv64', '/usr/share/edk2/riscv', 'RISCV_VIRT_CODE.fd', 'RISCV_VIRT_VARS.fd'],
  // Arch Linux: edk2-ovmf, edk2-aarch64
  ['x86_64', '/usr/share/edk2/x64', 'OVMF_CODE.4m.fd', 'OVMF_VARS.4m.fd'],
  ['x86_64', '/usr/share/edk2/x64', 'OVMF_CODE.secboot.4m.fd', 'OVMF_VARS.4m.fd', ...secure],
  ['aarch64', '/usr/share/edk2/aarch64', 'QEMU_CODE.fd', 'QEMU_VARS.fd'],
  // openSUSE: qemu-ovmf-x86_64, qemu-uefi-aarch64
  ['x86_64', '/usr/share/qemu', 'ovmf-x86_64-code.bin', 'ovmf-x86_64-vars.bin'],
  ['x86_64', '/usr/share/qemu', 'ovmf-x86_64-smm-code.bin', 'ovmf-x86_64-smm-vars.bin', ...secure],
  ['aarch64', '/usr/share/qemu', 'aavmf-aarch64-code.bin', 'aavmf-aarch64-vars.bin'],
];

const machines: Readonly<Record<string, string>> = { x86_64: 'pc-q35-*', aarch64: 'virt-*', riscv64: 'virt*' };

/** Firmware in known places of distributions; the files need not exist. */
export const knownFirmware: readonly FirmwareInfo[] = known.map(
  ([architecture, folder, code, variables, ...features]) => ({
    code: { file: `${folder}/${code}`, format: 'raw' },
    variables: { file: `${folder}/${variables}`, format: 'raw' },
    targets: [{ architecture, machines: [machines[architecture] ?? '*'] }],
    features,
  }),
);

/** Which packages have UEFI firmware for an architecture. */
export function firmwarePackages(architecture: Architecture): string {
  const [debian, fedora] = {
    x86_64: ['ovmf', 'edk2-ovmf'],
    aarch64: ['qemu-efi-aarch64', 'edk2-aarch64'],
    riscv64: ['qemu-efi-riscv64', 'edk2-riscv64'],
    ppc64le: ['', ''],
    s390x: ['', ''],
  }[architecture];
  return `install it with "apt install ${debian}" (Debian, Ubuntu) or "dnf install ${fedora}" (Fedora)`;
}
