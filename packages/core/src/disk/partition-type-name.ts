import { dpsRootTypes, partitionTypes } from './partition-types.ts';

const { gpt } = partitionTypes;
/** Names of partition types, as fdisk gives them. Source: UEFI and the Discoverable Partitions Specification. */
const names: ReadonlyMap<string, string> = new Map([
  [gpt.esp, 'EFI System'],
  [gpt.biosBoot, 'BIOS boot'],
  [gpt.prep, 'PowerPC PReP boot'],
  [gpt.xbootldr, 'Linux extended boot (XBOOTLDR)'],
  [gpt.data, 'Linux filesystem'],
  [dpsRootTypes.x86_64, 'Linux root (x86-64)'],
  [dpsRootTypes.aarch64, 'Linux root (ARM-64)'],
  ['69DAD710-2CE4-4E3C-B16C-21A1D49ABED3', 'Linux root (ARM)'],
  [dpsRootTypes.ppc64le, 'Linux root (PPC64LE)'],
  [dpsRootTypes.s390x, 'Linux root (S390X)'],
  [dpsRootTypes.riscv64, 'Linux root (RISC-V-64)'],
  [gpt.swap, 'Linux swap'],
  [gpt.lvm, 'Linux LVM'],
  ['CA7D7CCB-63ED-4C53-861C-1742536059CC', 'Linux LUKS'],
  ['933AC7E1-2EB4-4F13-B844-0E14E2AEF915', 'Linux home'],
  ['4D21B016-B534-45C2-A9FB-5C16E091FD2D', 'Linux variable data'],
  ['3B8F8425-20E0-4F3B-907F-1A25A76F98E8', 'Linux server data'],
]);

/** The name of a GPT partition type; absent for a type of another table, and for an unknown one. */
export function partitionTypeName(type: unknown): string | undefined {
  return typeof type === 'string' ? names.get(type.toUpperCase()) : undefined;
}
