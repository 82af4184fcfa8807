import type { ReadBytes } from '@bootwright/archive';
import { defined, Fault } from '@bootwright/core';

/** A section of a PE file, as its header describes it. */
export interface PeSection {
  readonly name: string;
  /** Bytes of meaning in the section. */
  readonly virtualSize: number;
  /** Where the section's bytes begin in the file, and how many there are. */
  readonly offset: number;
  readonly rawSize: number;
  /** Where it begins in memory, counted from the image's base. */
  readonly address: number;
  /** Whether its name has bytes behind its end: systemd-stub ignores these, and bootc compares all eight. */
  readonly hasLongerName: boolean;
}

/** Bytes of a file, or of it in memory: `to` is behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const peOffsetField = 0x3c;
const coffHeaderLength = 24;
const sectionHeaderLength = 40;
/** Bytes in front of a file that tell whether it is a Linux kernel. */
export const kernelHeadLength = 0x206;
/** systemd's have some hundred bytes. */
const longestRelocations = 256 * 1024;

/**
 * The section headers of a PE file (Microsoft's PE format, "COFF File Header", "Section Table"). As bootc, which reads
 * unified kernels this way, the DOS magic is not checked. Faults: `inspect/pe` for a file that ends too early or has no
 * PE magic.
 */
export function peSections(read: ReadBytes): readonly PeSection[] {
  const start = wordAt(exactly(read, peOffsetField, 4), 0);
  const header = exactly(read, start, coffHeaderLength);
  if (wordAt(header, 0) !== 0x00004550)
    throw new Fault('inspect/pe', 'there is no PE header where the file points to one');
  const count = shortAt(header, 6);
  const table = exactly(read, start + coffHeaderLength + shortAt(header, 20), count * sectionHeaderLength);
  return Array.from({ length: count }, (_, index) => {
    const base = index * sectionHeaderLength;
    const padded = table.subarray(base, base + 8);
    const name = Buffer.from(upToNul(padded)).toString('latin1');
    return {
      name,
      hasLongerName: padded.subarray(name.length).some((byte) => byte !== 0),
      virtualSize: wordAt(table, base + 8),
      address: wordAt(table, base + 12),
      rawSize: wordAt(table, base + 16),
      offset: wordAt(table, base + 20),
    };
  });
}

/** The section that systemd-stub takes of several of one name: the first, and none where that is empty. */
export function firstSection(sections: readonly PeSection[], wanted: string): PeSection | undefined {
  const found = sections.find(({ name }) => name === wanted);
  return found === undefined || found.virtualSize === 0 ? undefined : found;
}

/** Where a file's attribute certificates are: its signatures. */
export interface CertificateTable {
  readonly offset: number;
  readonly size: number;
}

/** Of the optional header: what its first two bytes say, and where its count of data directories is. */
const directoryCounts = new Map([
  [0x10b, 92],
  [0x20b, 108],
]);
/** Of a PE32 image without data directories, to the end of their count. */
const shortestOptionalHeader = 96;
const imageSizeField = 56;
const headerSizeField = 60;
const subsystemField = 68;
/** IMAGE_SUBSYSTEM_EFI_APPLICATION. */
const efiApplication = 10;
/** Of x86, arm, RISC-V and LoongArch (UEFI, "Image Header"). */
const machines = new Set([0x14c, 0x8664, 0x1c2, 0xaa64, 0x5032, 0x5064, 0x5128, 0x6232, 0x6264]);
const mostDirectories = 16;
const directoryLength = 8;
const certificateDirectory = 4;
const relocationDirectory = 5;

/**
 * Where a PE file says that its signatures are ("Attribute Certificate Table"); absent where it says nothing. Faults:
 * those of `peSections`.
 */
export function certificateTable(read: ReadBytes): CertificateTable | undefined {
  return dataDirectory(optionalHeader(read), certificateDirectory);
}

/** Of a PE file what decides which of its bytes are signed. */
export interface AuthenticodeLayout {
  /** SizeOfHeaders: bytes of the file that are signed as its headers. */
  readonly headerSize: number;
  /** Where its checksum is, and the entry of its signatures among the data directories, where it has one. */
  readonly checksum: number;
  readonly certificateEntry?: number;
  readonly certificates?: CertificateTable;
}

const checksumField = 64;

/** Where a PE file has what is not signed. Faults: those of `peSections`, and `inspect/pe` for incomplete headers. */
export function authenticodeLayout(read: ReadBytes): AuthenticodeLayout {
  const optional = optionalHeader(read);
  const countAt = directoryCounts.get(shortAt(optional, 0));
  if (countAt === undefined || optional.length < countAt + 4) {
    throw new Fault('inspect/pe', 'its optional header is missing or incomplete, so that nothing can sign it');
  }
  const start = wordAt(exactly(read, peOffsetField, 4), 0) + coffHeaderLength;
  const entry = countAt + 4 + certificateDirectory * directoryLength;
  const hasEntry = wordAt(optional, countAt) > certificateDirectory && entry + directoryLength <= optional.length;
  const headerSize = wordAt(optional, headerSizeField);
  if (headerSize < start + optional.length) {
    throw new Fault('inspect/pe', 'its headers are longer than they say');
  }
  const certificates = certificateTable(read);
  return {
    headerSize,
    checksum: start + checksumField,
    ...(hasEntry ? { certificateEntry: start + entry } : {}),
    ...defined({ certificates }),
  };
}

/** The machine type of a PE file ("Machine Types"). Faults: those of `peSections`. */
export function machineType(read: ReadBytes): number {
  return shortAt(exactly(read, wordAt(exactly(read, peOffsetField, 4), 0), coffHeaderLength), 4);
}

/** Of a PE file what decides where firmware puts it, and what of it firmware changes there. */
export interface PeLayout {
  /** Bytes of its headers, which firmware puts in front of the sections and systemd-stub reads again. */
  readonly headerSize: number;
  /** Whether its optional header is missing, or shorter than that of any image: firmware loads no part of such a file. */
  readonly isHeaderless: boolean;
  /** Whether it has what firmware needs to load an image, and to start it as an application. */
  readonly isLoadable: boolean;
  /** Where its base relocations are in memory ("The .reloc Section"): absent where it names none. */
  readonly relocations?: { readonly address: number; readonly size: number };
}

/** The layout of a PE file with these sections. Faults: those of `peSections`. */
export function peLayout(read: ReadBytes, sections: readonly PeSection[]): PeLayout {
  const optional = optionalHeader(read);
  const start = wordAt(exactly(read, peOffsetField, 4), 0);
  const headersEnd = start + coffHeaderLength + optional.length + sections.length * sectionHeaderLength;
  const named = optional.length >= headerSizeField + 4 ? wordAt(optional, headerSizeField) : 0;
  const entry = dataDirectory(optional, relocationDirectory);
  const isMarked = Buffer.from(exactly(read, 0, 2)).toString('latin1') === 'MZ';
  const isForMachine = machines.has(shortAt(exactly(read, start, coffHeaderLength), 4));
  return {
    isHeaderless: optional.length < shortestOptionalHeader,
    isLoadable: isMarked && isForMachine && named >= headersEnd && isApplication(optional, sections),
    headerSize: Math.max(named, headersEnd),
    ...defined({ relocations: entry && { address: entry.offset, size: entry.size } }),
  };
}

function optionalHeader(read: ReadBytes): Uint8Array {
  const start = wordAt(exactly(read, peOffsetField, 4), 0);
  return exactly(read, start + coffHeaderLength, shortAt(exactly(read, start, coffHeaderLength), 20));
}

/** Whether an optional header is one that firmware takes (EDK II, `BasePeCoffLib`), for an image of these sections. */
function isApplication(optional: Uint8Array, sections: readonly PeSection[]): boolean {
  const countAt = directoryCounts.get(shortAt(optional, 0));
  if (countAt === undefined || optional.length < countAt + 4) return false;
  const count = wordAt(optional, countAt);
  const size = wordAt(optional, imageSizeField);
  return (
    count <= mostDirectories &&
    optional.length === countAt + 4 + count * directoryLength &&
    shortAt(optional, subsystemField) === efiApplication &&
    sections.every(({ address, virtualSize }) => address + virtualSize <= size)
  );
}

/** Where a data directory is: that of the signatures in the file, all others in memory. */
function dataDirectory(optional: Uint8Array, place: number): CertificateTable | undefined {
  const countAt = directoryCounts.get(shortAt(optional, 0));
  if (countAt === undefined || wordAt(optional, countAt) <= place) return undefined;
  const entry = countAt + 4 + place * directoryLength;
  const [offset, size] = [wordAt(optional, entry), wordAt(optional, entry + 4)];
  return size === 0 ? undefined : { offset, size };
}

/** The bytes of a section. Faults: `inspect/pe` where the file ends within it. */
export function sectionBytes(read: ReadBytes, section: PeSection): Uint8Array {
  return exactly(read, section.offset, section.virtualSize);
}

/** The bytes of a section that firmware loads; what it has more in memory is zero. Faults: as `sectionBytes`. */
export function loadedBytes(read: ReadBytes, { offset, virtualSize, rawSize }: PeSection): Uint8Array {
  return exactly(read, offset, Math.min(virtualSize, rawSize));
}

/**
 * Where a file has its base relocations, by its header and by the name of a section: what is not in one section, or is
 * longer than that of any real image, is left out.
 */
export function relocationBytes(
  sections: readonly PeSection[],
  { relocations }: PeLayout,
): readonly { readonly offset: number; readonly size: number }[] {
  const holder = sections.find((section) => relocations !== undefined && containsRange(section, relocations));
  const named = sections.filter(({ name }) => name === '.reloc').slice(0, 1);
  const places = [
    ...(holder === undefined || relocations === undefined
      ? []
      : [{ offset: holder.offset + relocations.address - holder.address, size: relocations.size }]),
    ...named.map(({ offset, rawSize }) => ({ offset, size: rawSize })),
  ];
  return places.filter(({ size }) => size <= longestRelocations);
}

export function containsRange(
  { address, rawSize }: PeSection,
  place: { readonly address: number; readonly size: number },
): boolean {
  return address <= place.address && place.address + place.size <= address + rawSize;
}

function exactly(read: ReadBytes, offset: number, length: number): Uint8Array {
  const bytes = read(offset, length);
  if (bytes.length === length) return bytes;
  throw new Fault('inspect/pe', `the file ends before byte ${offset + length}, where its headers say it goes on`);
}

/** Names and texts are padded with NULs and end at the first. */
export function upToNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function shortAt(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + (bytes[offset + 1] ?? 0) * 0x100;
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return shortAt(bytes, offset) + shortAt(bytes, offset + 2) * 0x10000;
}
