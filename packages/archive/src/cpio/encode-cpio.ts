/** A file, folder or device of an archive. Paths are relative, without a leading dot. */
export type CpioEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: Uint8Array;
      /** Permission bits. Default: 0644. */
      readonly mode?: number;
    }
  | { readonly kind: 'device'; readonly path: string; readonly major: number; readonly minor: number };

/**
 * A cpio archive in the format of an initramfs: "newc" of Documentation/driver-api/early-userspace/buffer-format.rst. All
 * entries are owned by root and have the time 0.
 */
export function encodeCpio(entries: readonly CpioEntry[]): Uint8Array {
  const records = [...entries, trailer].map((entry, index) => record(entry, index + 1));
  return Buffer.concat(records);
}

const trailer: CpioEntry = { kind: 'file', path: 'TRAILER!!!', bytes: new Uint8Array() };

function record(entry: CpioEntry, inode: number): Uint8Array {
  const name = Buffer.from(`${entry.path}\0`);
  const bytes = entry.kind === 'file' ? entry.bytes : new Uint8Array();
  const [major, minor] = entry.kind === 'device' ? [entry.major, entry.minor] : [0, 0];
  const links = entry.kind === 'folder' ? 2 : 1;
  const fields = [inode, modeOf(entry), 0, 0, links, 0, bytes.length, 0, 0, major, minor, name.length, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return padded(Buffer.concat([padded(Buffer.concat([Buffer.from(header), name])), bytes]));
}

/** File types of stat(2) with permissions. */
function modeOf(entry: CpioEntry): number {
  if (entry.kind === 'folder') return 0o040755;
  if (entry.kind === 'device') return 0o020600;
  return 0o100000 + (entry.mode ?? 0o644);
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** The parent folders of all entries, outer ones first. */
export function cpioFolders(entries: readonly CpioEntry[]): readonly CpioEntry[] {
  const paths = new Set<string>();
  for (const { path } of entries) {
    const steps = path.split('/').slice(0, -1);
    for (const index of steps.keys()) paths.add(steps.slice(0, index + 1).join('/'));
  }
  return [...paths].map((path) => ({ kind: 'folder', path }));
}
