import type { ReadBytes } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { containsRange, type PeLayout, type PeSection, type Range, relocationBytes } from './pe-sections.ts';

/**
 * Why the image that firmware loads differs from the file. systemd-stub finds its sections by the headers in memory
 * (systemd, `src/boot/pe.c`); bootc and signatures use the file.
 */
export type LoadFlaw =
  /** Sections are loaded over each other. */
  | 'sections'
  /** A section is loaded over the headers. */
  | 'headers'
  /** Sections overlap in the file, with each other or with the headers. */
  | 'file'
  /** Relocations change a section that the stub reads, or cannot be read. */
  | 'relocations'
  /** A section extends beyond the end of the file, so firmware rejects the file. */
  | 'end'
  /** Firmware does not start the file: its header is not that of an EFI application, or is incomplete. */
  | 'not-loadable'
  /** The name of a section has bytes after its NUL, so bootc does not find what the stub finds. */
  | 'names';

/** The sections that systemd-stub reads or measures (UAPI.5). */
const readSections = new Set(
  '.linux .osrel .cmdline .initrd .ucode .splash .dtb .dtbauto .hwids .efifw .uname .sbat .pcrsig .pcrpkey .profile .sbom .sdmagic'.split(
    ' ',
  ),
);

/** A PE file whose headers have been read. */
export interface PeFile {
  readonly read: ReadBytes;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly sections: readonly PeSection[];
  readonly layout: PeLayout;
}

/**
 * The flaws of a PE file, each once. Firmware loads nothing of a headerless file (`PeLayout`), so it only has flaws of the
 * file itself. Faults: those of `peSections`.
 */
export function loadFlaws({ read, size, sections, layout }: PeFile): readonly LoadFlaw[] {
  const inMemory = placesOf(sections);
  const inFile = sorted(sections.map(({ offset, rawSize }) => ({ from: offset, to: offset + rawSize })));
  const ofFile = [
    ...(sections.some((section) => endOf(section) > size) ? (['end'] as const) : []),
    ...(sections.some(({ hasLongerName }) => hasLongerName) ? (['names'] as const) : []),
  ];
  if (layout.isHeaderless) return ofFile;
  return [
    ...(overlaps(inMemory) ? (['sections'] as const) : []),
    ...(startsBefore(inMemory, layout.headerSize) ? (['headers'] as const) : []),
    ...(overlaps(inFile) || startsBefore(inFile, layout.headerSize) ? (['file'] as const) : []),
    ...(relocatesRead(read, sections, layout) ? (['relocations'] as const) : []),
    ...(layout.isLoadable ? [] : (['not-loadable'] as const)),
    ...ofFile,
  ];
}

/** Whether what firmware loads differs from the file for whoever finds sections as systemd-stub does, or it loads nothing. */
export function isLoadedOtherwise(file: PeFile): boolean {
  return file.layout.isHeaderless || loadFlaws(file).some((flaw) => flaw !== 'names' && flaw !== 'file');
}

/**
 * Firmware takes as many bytes as a section has in memory, shim all that it has in the file (EDK II, `BasePeCoffLib`; shim,
 * `pe.c`): padding that hides nothing where sections are loaded in the order of their addresses.
 */
function placesOf(sections: readonly PeSection[]): readonly Range[] {
  const inMemory = sections.map(memoryOf).filter(({ from, to }) => from < to);
  const isAscending = inMemory.every(({ from }, index) => index === 0 || (inMemory[index - 1]?.from ?? 0) <= from);
  const whole = ({ address, virtualSize, rawSize }: PeSection): Range => ({
    from: address,
    to: address + Math.max(virtualSize, rawSize),
  });
  return sorted(isAscending ? inMemory : sections.map(whole));
}

function memoryOf({ address, virtualSize, rawSize }: PeSection): Range {
  return { from: address, to: address + (virtualSize === 0 ? rawSize : virtualSize) };
}

/** Behind the last byte of the file that firmware loads of a section. */
function endOf({ offset, virtualSize, rawSize }: PeSection): number {
  const loaded = virtualSize === 0 ? rawSize : Math.min(virtualSize, rawSize);
  return loaded === 0 ? 0 : offset + loaded;
}

/** Without those of no bytes, in the order of their starts. */
function sorted(ranges: readonly Range[]): readonly Range[] {
  return ranges.filter(({ from, to }) => from < to).sort((one, other) => one.from - other.from || one.to - other.to);
}

function overlaps(ranges: readonly Range[]): boolean {
  return ranges.some(({ from }, index) => index > 0 && from < (ranges[index - 1]?.to ?? 0));
}

function startsBefore([first]: readonly Range[], end: number): boolean {
  return first !== undefined && first.from < end;
}

/**
 * Firmware adds the distance of an image from its preferred address to what each relocation points at, in the order of the
 * table that the header names, whatever its section is called.
 */
function relocatesRead(read: ReadBytes, sections: readonly PeSection[], layout: PeLayout): boolean {
  const { relocations } = layout;
  const places = relocationBytes(sections, layout);
  const isFound = relocations === undefined || sections.some((section) => containsRange(section, relocations));
  const hasTable = sections.some(({ name }) => name === '.reloc');
  const isWhole = places.length === Number(relocations !== undefined) + Number(hasTable);
  if (!isFound || !isWhole) return true;
  const kept = sorted([
    { from: 0, to: layout.headerSize },
    ...(relocations === undefined ? [] : [{ from: relocations.address, to: relocations.address + relocations.size }]),
    ...sections.filter(({ name }) => readSections.has(name)).map(memoryOf),
  ]);
  return places.some(({ offset, size }) => changes(bytesOf(read, offset, size), kept));
}

function bytesOf(read: ReadBytes, offset: number, size: number): Buffer {
  const bytes = read(offset, size);
  if (bytes.length === size) return Buffer.from(bytes.buffer, bytes.byteOffset, size);
  throw new Fault('inspect/pe', 'the file ends within its relocations');
}

const blockHeader = 8;
/** Bytes that a relocation changes at most (IMAGE_REL_BASED_DIR64). */
const changedBytes = 8;

function changes(table: Buffer, kept: readonly Range[]): boolean {
  for (let at = 0; at + blockHeader <= table.length; ) {
    const page = table.readUInt32LE(at);
    const length = table.readUInt32LE(at + 4);
    // A block of no length ends the table where it is padded with zeros, and the loading elsewhere.
    if (length === 0 && page === 0) return false;
    if (length < blockHeader || at + length > table.length) return true;
    for (let entry = at + blockHeader; entry + 2 <= at + length; entry += 2) {
      const value = table.readUInt16LE(entry);
      if (value >= 0x1000 && isIn(kept, page + (value & 0xfff))) return true;
    }
    at += length;
  }
  return false;
}

/** Whether what a relocation at `address` changes is in one of some ranges that do not overlap. */
function isIn(ranges: readonly Range[], address: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.to ?? 0) > address) high = middle;
    else low = middle + 1;
  }
  const found = ranges[low];
  return found !== undefined && found.from < address + changedBytes;
}
