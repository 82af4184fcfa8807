/** Names of partition types, as fdisk gives them. Source: UEFI and the Discoverable Partitions Specification. */
const names: ReadonlyMap<string, string> = new Map([
  ['C12A7328-F81F-11D2-BA4B-00A0C93EC93B', 'EFI System'],
  ['21686148-6449-6E6F-744E-656564454649', 'BIOS boot'],
  ['9E1A2D38-C612-4316-AA26-8B49521E5A8B', 'PowerPC PReP boot'],
  ['BC13C2FF-59E6-4262-A352-B275FD6F7172', 'Linux extended boot (XBOOTLDR)'],
  ['0FC63DAF-8483-4772-8E79-3D69D8477DE4', 'Linux filesystem'],
  ['4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', 'Linux root (x86-64)'],
  ['B921B045-1DF0-41C3-AF44-4C6F280D3FAE', 'Linux root (ARM-64)'],
  ['69DAD710-2CE4-4E3C-B16C-21A1D49ABED3', 'Linux root (ARM)'],
  ['C31C45E6-3F39-412E-80FB-4809C4980599', 'Linux root (PPC64LE)'],
  ['5EEAD9A9-FE09-4A1E-A1D7-520D00531306', 'Linux root (S390X)'],
  ['72EC70A6-CF74-40E6-BD49-4BDA08E8F224', 'Linux root (RISC-V-64)'],
  ['0657FD6D-A4AB-43C4-84E5-0933C84B4F4F', 'Linux swap'],
  ['E6D6D379-F507-44C2-A23C-238F2A3DF928', 'Linux LVM'],
  ['CA7D7CCB-63ED-4C53-861C-1742536059CC', 'Linux LUKS'],
  ['933AC7E1-2EB4-4F13-B844-0E14E2AEF915', 'Linux home'],
  ['4D21B016-B534-45C2-A9FB-5C16E091FD2D', 'Linux variable data'],
  ['3B8F8425-20E0-4F3B-907F-1A25A76F98E8', 'Linux server data'],
]);

/** The name of a GPT partition type; absent for a type of another table, and for an unknown one. */
export function partitionTypeName(type: unknown): string | undefined {
  return typeof type === 'string' ? names.get(type.toUpperCase()) : undefined;
}
