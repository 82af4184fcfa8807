import { Fault } from '@bootwright/core';
import type { ReadBytes } from './read-bytes.ts';
import { keepingReader } from './read-bytes.ts';
import type { Piece } from './tree.ts';
import type { WorkBudget } from './work-budget.ts';

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
}

const peOffsetField = 0x3c;
const coffHeaderLength = 24;
const sectionHeaderLength = 40;
/** The sections of a unified kernel that hold text (UAPI.5); of several with one name the first counts. */
const textSections = ['.osrel', '.uname'] as const;
/** Of which each counts: one for each profile. */
const commandLine = '.cmdline';
/** Longer is no text of any real kernel, and nothing is kept of it. */
const longestSection = 1024 * 1024;
/** What is kept of all command lines of one file; real ones have some hundred bytes. */
const longestCommandLines = 2 * longestSection;

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
    return {
      name: sectionName(table.subarray(base, base + 8)),
      virtualSize: wordAt(table, base + 8),
      address: wordAt(table, base + 12),
      rawSize: wordAt(table, base + 16),
      offset: wordAt(table, base + 20),
    };
  });
}

/** Where a file's attribute certificates are: its signatures. */
export interface CertificateTable {
  readonly offset: number;
  readonly size: number;
}

/** Of the optional header: what its first two bytes say, and where its count of data directories stands. */
const directoryCounts = new Map([
  [0x10b, 92],
  [0x20b, 108],
]);
const certificateDirectory = 4;

/**
 * Where a PE file says that its signatures are ("Attribute Certificate Table"); absent where it says nothing. Faults:
 * those of `peSections`.
 */
export function certificateTable(read: ReadBytes): CertificateTable | undefined {
  const start = wordAt(exactly(read, peOffsetField, 4), 0);
  const optional = exactly(read, start + coffHeaderLength, shortAt(exactly(read, start, coffHeaderLength), 20));
  const countAt = directoryCounts.get(shortAt(optional, 0));
  if (countAt === undefined || wordAt(optional, countAt) <= certificateDirectory) return undefined;
  const entry = countAt + 4 + certificateDirectory * 8;
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

/** What a picture keeps of a PE file: its headers, its sections of text and its signatures. Whatever is broken is left for the reader. */
export function smallSections(size: number, read: ReadBytes, budget: WorkBudget): readonly Piece[] {
  const { read: keeping, kept } = keepingReader(size, read, budget);
  try {
    const sections = peSections(keeping);
    let left = longestCommandLines;
    for (const section of sections) {
      if (section.name !== commandLine || section.virtualSize > Math.min(left, longestSection)) continue;
      left -= section.virtualSize;
      keeping(section.offset, section.virtualSize);
    }
    for (const name of textSections) {
      const section = sections.find((candidate) => candidate.name === name);
      if (section !== undefined && section.virtualSize <= longestSection) keeping(section.offset, section.virtualSize);
    }
    const certificates = certificateTable(keeping);
    if (certificates !== undefined && certificates.size <= longestSection) {
      keeping(certificates.offset, certificates.size);
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'inspect/pe') throw error;
  }
  return kept;
}

function exactly(read: ReadBytes, offset: number, length: number): Uint8Array {
  const bytes = read(offset, length);
  if (bytes.length === length) return bytes;
  throw new Fault('inspect/pe', `the file ends before byte ${offset + length}, where its headers say it goes on`);
}

/** Names are padded with NULs and end at the first. */
function sectionName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('latin1');
}

function shortAt(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + (bytes[offset + 1] ?? 0) * 0x100;
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return shortAt(bytes, offset) + shortAt(bytes, offset + 2) * 0x10000;
}
