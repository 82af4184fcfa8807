import type { Architecture } from '@bootwright/core';

/**
 * Partition types by their role. GUIDs are those of the UEFI specification (5.3.3) and the Discoverable Partitions
 * Specification of the UAPI group; DOS ids are those that sfdisk lists.
 */
export const partitionTypes = {
  gpt: {
    /** GRUB's core image on a disk that BIOS boots (GNU GRUB manual, "BIOS installation"). */
    biosBoot: '21686148-6449-6E6F-744E-656564454649',
    /** Linux file systems without a role of their own. */
    data: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
    esp: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
    lvm: 'E6D6D379-F507-44C2-A23C-238F2A3DF928',
    /** PowerPC firmware starts the boot loader from it. */
    prep: '9E1A2D38-C612-4316-AA26-8B49521E5A8B',
    swap: '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F',
    xbootldr: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
  },
  dos: {
    /** An empty entry: DOS tables have no type for it. */
    biosBoot: '00',
    data: '83',
    esp: 'ef',
    /** FAT16; some boards look for an ESP under this id. */
    fat16: '06',
    lvm: '8e',
    prep: '41',
    swap: '82',
  },
} as const;

const dpsRootTypes: Readonly<Record<Architecture, string>> = {
  x86_64: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
  aarch64: 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE',
  ppc64le: 'C31C45E6-3F39-412E-80FB-4809C4980599',
  s390x: '5EEAD9A9-FE09-4A1E-A1D7-520D00531306',
  riscv64: '72EC70A6-CF74-40E6-BD49-4BDA08E8F224',
};

const dpsUsrTypes: Readonly<Record<Architecture, string>> = {
  x86_64: '8484680C-9521-48C6-9C11-B0720656F69E',
  aarch64: 'B0E01050-EE5F-4390-949A-9101B17104E9',
  ppc64le: '15BB03AF-77E7-4D4A-B12B-C0D084F7491C',
  s390x: '8A4F5770-50AA-4ED3-874A-99B710DB6FEA',
  riscv64: 'BEAEC34B-8442-439B-A40B-984381ED097D',
};

/** The type GUID by which systemd finds the root of `architecture` (Discoverable Partitions Specification). */
export function dpsRootType(architecture: Architecture): string {
  return dpsRootTypes[architecture];
}

/** What a partition is for, as far as its type tells. */
export type PartitionRole = 'bios' | 'prep' | 'esp' | 'boot' | 'root' | 'usr' | 'data' | 'lvm' | 'swap';

/** The partition type of `role` in a table of `tableType`; `architecture` decides the types of root and usr in gpt. */
export function partitionTypeFor(tableType: 'gpt' | 'dos', role: PartitionRole, architecture: Architecture): string {
  return tableType === 'gpt' ? gptTypeFor(role, architecture) : dosTypes[role];
}

const dosTypes: Readonly<Record<PartitionRole, string>> = {
  bios: partitionTypes.dos.biosBoot,
  prep: partitionTypes.dos.prep,
  esp: partitionTypes.dos.esp,
  boot: partitionTypes.dos.data,
  root: partitionTypes.dos.data,
  usr: partitionTypes.dos.data,
  data: partitionTypes.dos.data,
  lvm: partitionTypes.dos.lvm,
  swap: partitionTypes.dos.swap,
};

const gptTypes: Readonly<Record<Exclude<PartitionRole, 'root' | 'usr'>, string>> = {
  bios: partitionTypes.gpt.biosBoot,
  prep: partitionTypes.gpt.prep,
  esp: partitionTypes.gpt.esp,
  boot: partitionTypes.gpt.xbootldr,
  data: partitionTypes.gpt.data,
  lvm: partitionTypes.gpt.lvm,
  swap: partitionTypes.gpt.swap,
};

function gptTypeFor(role: PartitionRole, architecture: Architecture): string {
  if (role === 'root') return dpsRootTypes[architecture];
  if (role === 'usr') return dpsUsrTypes[architecture];
  return gptTypes[role];
}
