/** A section of a PE file as tests write it. */
export interface WrittenSection {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What its header says instead of the content's length: bytes in memory, and bytes in the file. */
  readonly virtualSize?: number;
  readonly rawSize?: number;
  /** Where it is loaded; nowhere by default. */
  readonly address?: number;
  /** Where its bytes are in the file, whose own follow those before by default. */
  readonly offset?: number;
}

/** What makes a PE file one that firmware loads. */
export interface WrittenHeader {
  /** SizeOfHeaders: bytes of the file that are loaded in front of the sections. */
  readonly headerSize?: number;
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
  header?: WrittenHeader,
): Uint8Array {
  const entries = sections.map((section) => ({ ...section, bytes: Buffer.from(section.content) }));
  const start = 0x80;
  const optional = certificates === undefined && header === undefined ? 16 : 112 + 16 * 8;
  const table = start + 24 + optional;
  let offset = table + entries.length * 40;
  const length = offset + entries.reduce((total, { bytes }) => total + bytes.length, 0);
  const file = Buffer.alloc(length + (certificates?.length ?? 0));
  file.write('MZ', 0);
  file.writeUInt32LE(start, 0x3c);
  file.write('PE\0\0', start, 'latin1');
  file.writeUInt16LE(entries.length, start + 6);
  file.writeUInt16LE(optional, start + 20);
  if (optional > 16) {
    file.writeUInt16LE(0x20b, start + 24);
    file.writeUInt32LE(header?.headerSize ?? 0, start + 24 + 60);
    file.writeUInt32LE(16, start + 24 + 108);
    file.writeUInt32LE(header?.relocations?.address ?? 0, start + 24 + 112 + 5 * 8);
    file.writeUInt32LE(header?.relocations?.size ?? 0, start + 24 + 112 + 5 * 8 + 4);
  }
  if (certificates !== undefined) {
    file.writeUInt32LE(length, start + 24 + 112 + 4 * 8);
    file.writeUInt32LE(certificates.length, start + 24 + 112 + 4 * 8 + 4);
    file.set(certificates, length);
  }
  entries.forEach(({ name, bytes, virtualSize, rawSize, address = 0, offset: elsewhere }, index) => {
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
