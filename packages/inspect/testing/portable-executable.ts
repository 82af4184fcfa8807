/** A section of a PE file as tests write it. */
export interface WrittenSection {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What its header says instead of the content's length: bytes in memory, and bytes in the file. */
  readonly virtualSize?: number;
  readonly rawSize?: number;
  /** Where it is loaded; nowhere by default. */
  readonly address?: number;
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
export function peFile(sections: readonly WrittenSection[], certificates?: Uint8Array): Uint8Array {
  const entries = sections.map((section) => ({ ...section, bytes: Buffer.from(section.content) }));
  const start = 0x80;
  const optional = certificates === undefined ? 16 : 112 + 16 * 8;
  const table = start + 24 + optional;
  let offset = table + entries.length * 40;
  const length = offset + entries.reduce((total, { bytes }) => total + bytes.length, 0);
  const file = Buffer.alloc(length + (certificates?.length ?? 0));
  file.write('MZ', 0);
  file.writeUInt32LE(start, 0x3c);
  file.write('PE\0\0', start, 'latin1');
  file.writeUInt16LE(entries.length, start + 6);
  file.writeUInt16LE(optional, start + 20);
  if (certificates !== undefined) {
    file.writeUInt16LE(0x20b, start + 24);
    file.writeUInt32LE(16, start + 24 + 108);
    file.writeUInt32LE(length, start + 24 + 112 + 4 * 8);
    file.writeUInt32LE(certificates.length, start + 24 + 112 + 4 * 8 + 4);
    file.set(certificates, length);
  }
  entries.forEach(({ name, bytes, virtualSize, rawSize, address = 0 }, index) => {
    const header = table + index * 40;
    file.write(name, header, 8, 'latin1');
    file.writeUInt32LE(virtualSize ?? bytes.length, header + 8);
    file.writeUInt32LE(address, header + 12);
    file.writeUInt32LE(rawSize ?? bytes.length, header + 16);
    file.writeUInt32LE(offset, header + 20);
    bytes.copy(file, offset);
    offset += bytes.length;
  });
  return new Uint8Array(file);
}
