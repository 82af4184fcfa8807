/** A section of a PE file as tests write it. */
export interface WrittenSection {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What its header says instead of the content's length: bytes in memory, and bytes in the file. */
  readonly virtualSize?: number;
  readonly rawSize?: number;
  /** Where it is loaded; behind those before by default. */
  readonly address?: number;
  /** Where its bytes are in the file, whose own follow those before by default. */
  readonly offset?: number;
}

/** What a PE file says to firmware; by default what firmware needs. */
export interface WrittenHeader {
  /** SizeOfHeaders: bytes of the file that are loaded in front of the sections; all headers by default. */
  readonly headerSize?: number;
  /** SizeOfImage: by default up to the end of the last section. */
  readonly imageSize?: number;
  /** SizeOfOptionalHeader; 240 by default. */
  readonly optionalSize?: number;
  /** By default 10, an EFI application. */
  readonly subsystem?: number;
  /** By default x86_64. */
  readonly machine?: number;
  /** NumberOfRvaAndSizes; 16 by default. */
  readonly directories?: number;
  /** The data directory of base relocations. */
  readonly relocations?: { readonly address: number; readonly size: number };
}

/** A table of base relocations: of pages, the offsets in each at which a pointer is. */
export function relocationTable(pages: Readonly<Record<number, readonly number[]>>): Uint8Array {
  const blocks = Object.entries(pages).map(([page, offsets]) => {
    const block = Buffer.alloc(8 + offsets.length * 2);
    block.writeUInt32LE(Number(page), 0);
    block.writeUInt32LE(block.length, 4);
    offsets.forEach((offset, index) => {
      block.writeUInt16LE(0xa000 + offset, 8 + index * 2);
    });
    return block;
  });
  return Buffer.concat(blocks);
}

/** The bytes of a PE file with sections and, if given, attribute certificates; enough for whoever looks for either. */
export function portableExecutable(
  sections: Readonly<Record<string, string | Uint8Array>>,
  certificates?: Uint8Array,
): Uint8Array {
  return peFile(
    Object.entries(sections).map(([name, content]) => ({ name, content })),
    certificates,
  );
}

/** As `portableExecutable`, of sections in this order, whose names may come again. */
export function peFile(
  sections: readonly WrittenSection[],
  certificates?: Uint8Array,
  header: WrittenHeader = {},
): Uint8Array {
  const entries = placed(sections);
  const start = 0x80;
  const { optionalSize = 112 + 16 * 8, directories = 16, machine = 0x8664, subsystem = 10, relocations } = header;
  const table = start + 24 + optionalSize;
  let offset = table + entries.length * 40;
  const { headerSize = offset, imageSize = Math.max(0x1000, ...entries.map(({ end }) => end)) } = header;
  const length = offset + entries.reduce((total, { bytes }) => total + bytes.length, 0);
  const optional = Buffer.alloc(Math.max(optionalSize, 112 + 16 * 8));
  optional.writeUInt16LE(0x20b, 0);
  optional.writeUInt32LE(imageSize, 56);
  optional.writeUInt32LE(headerSize, 60);
  optional.writeUInt16LE(subsystem, 68);
  optional.writeUInt32LE(directories, 108);
  optional.writeUInt32LE(relocations?.address ?? 0, 112 + 5 * 8);
  optional.writeUInt32LE(relocations?.size ?? 0, 112 + 5 * 8 + 4);
  const file = Buffer.alloc(length + (certificates?.length ?? 0));
  file.write('MZ', 0);
  file.writeUInt32LE(start, 0x3c);
  file.write('PE\0\0', start, 'latin1');
  file.writeUInt16LE(machine, start + 4);
  file.writeUInt16LE(entries.length, start + 6);
  file.writeUInt16LE(optionalSize, start + 20);
  if (certificates !== undefined) {
    optional.writeUInt32LE(length, 112 + 4 * 8);
    optional.writeUInt32LE(certificates.length, 112 + 4 * 8 + 4);
    file.set(certificates, length);
  }
  file.set(optional.subarray(0, optionalSize), start + 24);
  entries.forEach(({ name, bytes, virtualSize, rawSize, address, offset: elsewhere }, index) => {
    const entry = table + index * 40;
    file.write(name, entry, 8, 'latin1');
    file.writeUInt32LE(virtualSize ?? bytes.length, entry + 8);
    file.writeUInt32LE(address, entry + 12);
    file.writeUInt32LE(rawSize ?? bytes.length, entry + 16);
    file.writeUInt32LE(elsewhere ?? offset, entry + 20);
    bytes.copy(file, offset);
    offset += bytes.length;
  });
  return new Uint8Array(file);
}

/** Sections with their bytes, and where each is in memory: a page behind the one before. */
function placed(sections: readonly WrittenSection[]) {
  let next = 0x1000;
  return sections.map((section) => {
    const bytes = Buffer.from(section.content);
    const address = section.address ?? next;
    const end = address + Math.max(section.virtualSize ?? bytes.length, bytes.length);
    next = Math.ceil((Math.max(next, end) + 1) / 0x1000) * 0x1000;
    return { ...section, bytes, address, end };
  });
}

/** shim's mark, in a section whose name is a number, as a header has longer ones. */
const shimMark: WrittenSection = { name: '/14', content: 'UEFI SHIM\n$Version: 15.8 $\n' };

/** A program that names itself in `.sbat`, as boot loaders do; shim with its mark. */
export function bootLoader(component: string, more: readonly WrittenSection[] = []): Uint8Array {
  return namedProgram(component, component.startsWith('shim') ? [shimMark, ...more] : more);
}

/** A program that names itself in `.sbat`, without any other mark. */
export function namedProgram(component: string, more: readonly WrittenSection[] = []): Uint8Array {
  const content = `sbat,1,SBAT Version,sbat,1,https://example.com\n${component},1,Somebody,${component},1,https://example.com\n${component}.harbour,1,Harbour,${component},1,https://example.com\n`;
  return peFile([{ name: '.text', content: 'code' }, { name: '.sbat', content }, ...more]);
}

/** GRUB's section of modules, with items of a kind and a content. */
export function grubModules(items: readonly (readonly [kind: number, content: string])[]): WrittenSection {
  const list = items.map(([kind, content]) => {
    const item = Buffer.alloc(8 + Math.ceil(content.length / 8) * 8);
    item.writeUInt32LE(kind, 0);
    item.writeUInt32LE(item.length, 4);
    item.write(content, 8);
    return item;
  });
  const head = Buffer.alloc(24);
  head.write('mimg');
  head.writeUInt32LE(head.length, 8);
  head.writeUInt32LE(head.length + list.reduce((total, { length }) => total + length, 0), 16);
  return { name: 'mods', content: Buffer.concat([head, ...list]) };
}
