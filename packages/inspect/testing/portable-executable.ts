/** The bytes of a PE file with text sections and nothing else, enough for whoever looks for sections. */
export function portableExecutable(sections: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(sections).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  const start = 0x80;
  const optional = 16;
  const table = start + 24 + optional;
  let offset = table + entries.length * 40;
  const file = Buffer.alloc(offset + entries.reduce((total, { bytes }) => total + bytes.length, 0));
  file.write('MZ', 0);
  file.writeUInt32LE(start, 0x3c);
  file.write('PE\0\0', start, 'latin1');
  file.writeUInt16LE(entries.length, start + 6);
  file.writeUInt16LE(optional, start + 20);
  entries.forEach(({ name, bytes }, index) => {
    const header = table + index * 40;
    file.write(name, header, 8, 'latin1');
    file.writeUInt32LE(bytes.length, header + 8);
    file.writeUInt32LE(bytes.length, header + 16);
    file.writeUInt32LE(offset, header + 20);
    bytes.copy(file, offset);
    offset += bytes.length;
  });
  return new Uint8Array(file);
}
