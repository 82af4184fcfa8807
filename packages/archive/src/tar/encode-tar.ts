/** A regular file of an archive. The path is relative. */
export interface TarFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/**
 * A tar archive in the ustar form of POSIX.1-2024 (pax), whose bytes depend on the files alone: all are owned by root, have
 * the mode 0644 and the time 0. A path that does not fit the header has a pax record.
 */
export function encodeTar(files: readonly TarFile[]): Uint8Array {
  const parts = files.flatMap(({ path, bytes }) => {
    const name = Buffer.from(path);
    const split = splitName(name);
    return split === undefined
      ? [...record(paxName, paxPath(name), 'x'), ...record({ name: name.subarray(0, 100), prefix: none }, bytes, '0')]
      : record(split, bytes, '0');
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

interface SplitName {
  readonly name: Uint8Array;
  readonly prefix: Uint8Array;
}

const none = new Uint8Array();
const paxName: SplitName = { name: Buffer.from('pax-header'), prefix: none };

/** A name of up to 100 bytes behind a prefix of up to 155, joined by a slash; absent where no slash is in such a place. */
function splitName(path: Buffer): SplitName | undefined {
  if (path.length <= 100) return { name: path, prefix: none };
  const slash = path.indexOf('/', path.length - 101);
  if (slash === -1 || slash > 155 || slash === path.length - 1) return undefined;
  return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) };
}

/** A record `LENGTH path=PATH`; the length counts its own digits. */
function paxPath(path: Uint8Array): Uint8Array {
  const rest = Buffer.concat([Buffer.from(' path='), path, Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function record({ name, prefix }: SplitName, bytes: Uint8Array, type: '0' | 'x'): readonly Uint8Array[] {
  const header = Buffer.alloc(block);
  header.set(name, 0);
  header.write('0000644\u00000000000\u00000000000\0', 100, 'latin1');
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\u000000000000000\0`, 124, 'latin1');
  // A checksum is made with blanks in its own place.
  header.write(`        ${type}`, 148, 'latin1');
  header.write('ustar\u000000', 257, 'latin1');
  header.set(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, bytes, Buffer.alloc((block - (bytes.length % block)) % block)];
}
