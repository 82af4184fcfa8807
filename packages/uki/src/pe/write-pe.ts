import type { Architecture } from '@bootwright/core';
import { Fault } from '@bootwright/core';

/** A section of a file that is to be written. */
export interface NewPeSection {
  /** At most eight bytes of ASCII. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What firmware of an architecture needs of a program. */
interface Machine {
  /** "Machine Types" of Microsoft's PE format. */
  readonly type: number;
  /** Instructions that return EFI_UNSUPPORTED (0x8000000000000003) by UEFI's calling convention. */
  readonly code: string;
}

const machines: ReadonlyMap<Architecture, Machine> = new Map([
  // mov rax, 0x8000000000000003; ret
  ['x86_64', { type: 0x8664, code: '48b80300000000000080c3' }],
  // movz x0, 3; movk x0, 0x8000, lsl 48; ret
  ['aarch64', { type: 0xaa64, code: '600080d20000f0f2c0035fd6' }],
  // li a0, 1; slli a0, a0, 63; addi a0, a0, 3; ret
  ['riscv64', { type: 0x5064, code: '130510001315f5031305350067800000' }],
]);

const peHeader = 0x40;
const optionalHeader = 24;
const optionalHeaderSize = 112 + 16 * 8;
const sectionTable = peHeader + optionalHeader + optionalHeaderSize;
const sectionHeaderSize = 40;
const pageSize = 0x1000;
const fileAlignment = 0x200;
const [codeSection, dataSection] = [0x60000020, 0x40000040];
/** Executable, without line numbers, symbols or debugging information, of 64 bits. */
const characteristics = 0x22e;
/** High-entropy addresses, dynamic base, no execution of data. */
const dllCharacteristics = 0x160;
const efiApplication = 10;

/** The architecture of a PE file's machine type; absent for one that files are not written for. */
export function machineArchitecture(type: number): Architecture | undefined {
  return [...machines].find(([, machine]) => machine.type === type)?.[0];
}

/**
 * A PE32+ file with these sections, behind a program of a few instructions that gives up at once: firmware loads the file,
 * and whoever starts it gets "unsupported". The same input gives the same bytes, whose length is a multiple of eight.
 * Fault: `uki/architecture` for one without UEFI.
 */
export function writePe(architecture: Architecture, contents: readonly NewPeSection[]): Uint8Array {
  const machine = machines.get(architecture);
  if (machine === undefined) {
    throw new Fault('uki/architecture', `${architecture} has no UEFI, so that nothing loads the file`, {
      hint: `use one of ${[...machines.keys()].join(', ')}`,
    });
  }
  const code = Buffer.from(machine.code, 'hex');
  const { sections, imageSize } = placed([{ name: '.text', bytes: code }, ...contents]);
  const headerSize = roundUp(sectionTable + sections.length * sectionHeaderSize, fileAlignment);
  const data = sections.slice(1).reduce((total, { rawSize }) => total + rawSize, 0);
  const file = Buffer.alloc(headerSize + (sections[0]?.rawSize ?? 0) + data);
  file.write('MZ', 0);
  file.writeUInt32LE(peHeader, 0x3c);
  file.write('PE\0\0', peHeader);
  file.writeUInt16LE(machine.type, peHeader + 4);
  file.writeUInt16LE(sections.length, peHeader + 6);
  file.writeUInt16LE(optionalHeaderSize, peHeader + 20);
  file.writeUInt16LE(characteristics, peHeader + 22);
  const optional = peHeader + optionalHeader;
  file.writeUInt16LE(0x20b, optional);
  file.writeUInt32LE(roundUp(code.length, fileAlignment), optional + 4);
  file.writeUInt32LE(data, optional + 8);
  // The program and its section begin at the first page.
  file.writeUInt32LE(pageSize, optional + 16);
  file.writeUInt32LE(pageSize, optional + 20);
  file.writeUInt32LE(pageSize, optional + 32);
  file.writeUInt32LE(fileAlignment, optional + 36);
  // EFI programs say that they need subsystem version 1, as linkers write it.
  file.writeUInt16LE(1, optional + 48);
  file.writeUInt32LE(imageSize, optional + 56);
  file.writeUInt32LE(headerSize, optional + 60);
  file.writeUInt16LE(efiApplication, optional + 68);
  file.writeUInt16LE(dllCharacteristics, optional + 70);
  file.writeUInt32LE(16, optional + 108);
  let offset = headerSize;
  sections.forEach(({ name, bytes, address, rawSize }, index) => {
    const entry = sectionTable + index * sectionHeaderSize;
    file.write(name, entry, 8, 'latin1');
    file.writeUInt32LE(bytes.length, entry + 8);
    file.writeUInt32LE(address, entry + 12);
    file.writeUInt32LE(rawSize, entry + 16);
    file.writeUInt32LE(offset, entry + 20);
    file.writeUInt32LE(index === 0 ? codeSection : dataSection, entry + 36);
    file.set(bytes, offset);
    offset += rawSize;
  });
  return new Uint8Array(file);
}

/** Where each section is in memory, one behind the other, and where the last ends. */
function placed(contents: readonly NewPeSection[]) {
  let imageSize = pageSize;
  const sections = contents.map((section) => {
    const address = imageSize;
    imageSize += roundUp(section.bytes.length, pageSize);
    return { ...section, address, rawSize: roundUp(section.bytes.length, fileAlignment) };
  });
  return { sections, imageSize };
}

function roundUp(size: number, unit: number): number {
  return Math.ceil(size / unit) * unit;
}
