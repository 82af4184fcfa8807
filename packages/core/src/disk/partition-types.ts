import type { Architecture } from '../architecture.ts';

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
    xbootldr: '83',
  },
} as const;

/** The type GUIDs by which systemd finds the root of each architecture (Discoverable Partitions Specification). */
export const dpsRootTypes: Readonly<Record<Architecture, string>> = {
  x86_64: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
  aarch64: 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE',
  ppc64le: 'C31C45E6-3F39-412E-80FB-4809C4980599',
  s390x: '5EEAD9A9-FE09-4A1E-A1D7-520D00531306',
  riscv64: '72EC70A6-CF74-40E6-BD49-4BDA08E8F224',
};

/** The same of /usr. */
export const dpsUsrTypes: Readonly<Record<Architecture, string>> = {
  x86_64: '8484680C-9521-48C6-9C11-B0720656F69E',
  aarch64: 'B0E01050-EE5F-4390-949A-9101B17104E9',
  ppc64le: '15BB03AF-77E7-4D4A-B12B-C0D084F7491C',
  s390x: '8A4F5770-50AA-4ED3-874A-99B710DB6FEA',
  riscv64: 'BEAEC34B-8442-439B-A40B-984381ED097D',
};

/** The types by which systemd mounts partitions of other roles where nothing else does (same specification). */
export const dpsMountTypes = {
  home: '933AC7E1-2EB4-4F13-B844-0E14E2AEF915',
  srv: '3B8F8425-20E0-4F3B-907F-1A25A76F98E8',
  var: '4D21B016-B534-45C2-A9FB-5C16E091FD2D',
  varTmp: '7EC6F557-3BC5-4ACA-B293-16EF5DF639D1',
} as const;

/** Bytes in a sector where nothing says otherwise. */
export const defaultSectorSize = 512;
