/** One entry as the tests write it; the name goes into the archive as it is. */
export interface WrittenEntry {
  readonly name: string | Uint8Array;
  /** One letter of the header's type field; by default a regular file. */
  readonly type?: string;
  readonly content?: string | Uint8Array;
  readonly target?: string | Uint8Array;
  /** What the header says instead of the content's length. */
  readonly size?: number;
  /** The size field, instead of octal digits. */
  readonly sizeField?: Uint8Array;
  /** Written into the block before its checksum is. */
  readonly patch?: (block: Buffer) => void;
}

const toBytes = (value: string | Uint8Array): Buffer => Buffer.from(value as Uint8Array);

/** A tar archive in the ustar form, of whatever entries, sound or not. */
export function writeTar(entries: readonly WrittenEntry[], end = true): Buffer {
  return Buffer.concat([...entries.map(writeEntry), end ? Buffer.alloc(1024) : Buffer.alloc(0)]);
}

function writeEntry(entry: WrittenEntry): Buffer {
  const block = Buffer.alloc(512);
  const content = toBytes(entry.content ?? '');
  toBytes(entry.name).copy(block, 0, 0, 100);
  block.write('0000644\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  block.write(`${(entry.size ?? content.length).toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  if (entry.sizeField !== undefined) Buffer.from(entry.sizeField).copy(block, 124);
  block.write('00000000000\0', 136, 'latin1');
  block.write(entry.type ?? '0', 156, 'latin1');
  toBytes(entry.target ?? '').copy(block, 157, 0, 100);
  block.write('ustar\x0000', 257, 'latin1');
  entry.patch?.(block);
  block.write('        ', 148, 'latin1');
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  );
  return Buffer.concat([block, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A pax extended header for the entry after it. */
export function paxHeader(records: Readonly<Record<string, string | Uint8Array>>, type = 'x'): WrittenEntry {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.concat([Buffer.from(` ${key}=`), toBytes(value), Buffer.from('\n')]);
    let length = rest.length + 1;
    while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
    return Buffer.concat([Buffer.from(String(length)), rest]);
  });
  return { name: 'PaxHeaders/x', type, content: Buffer.concat(lines) };
}
