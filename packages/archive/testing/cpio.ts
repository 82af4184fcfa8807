/** A cpio archive in the "newc" format: name → text or bytes; a name that ends in a slash is a directory. */
export function cpioArchive(members: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const parts = Object.entries(members).map(([name, content]) =>
    name.endsWith('/') ? cpioMember(name.slice(0, -1), '', 0o040755) : cpioMember(name, content),
  );
  return new Uint8Array(Buffer.concat([...parts, cpioMember('TRAILER!!!', '', 0)]));
}

/** One member. `size` is what its header says of its content's length; the truth by default. */
export function cpioMember(name: string, content: string | Uint8Array, mode = 0o100644, size?: number): Uint8Array {
  const bytes = Buffer.from(content);
  const fields = [1, mode, 0, 0, 1, 0, size ?? bytes.length, 0, 0, 0, 0, Buffer.byteLength(name) + 1, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`;
  return new Uint8Array(Buffer.concat([padded(Buffer.from(header)), padded(bytes)]));
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
