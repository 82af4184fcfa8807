import { damagedList } from './damage.ts';

/** Tags and types of rpm's headers (rpm, "RPM V4 Package Format: Header", "Tags"). */
const versionTag = 1001;
const stringType = 6;
const entryLength = 16;

/** The version in the header of an installed package, without epoch and release. Faults: `inspect/package-list`. */
export function rpmVersion(header: Uint8Array): string {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const count = header.length < 8 ? 0 : view.getUint32(0);
  const store = 8 + count * entryLength;
  for (let at = 8; at + entryLength <= Math.min(store, header.length); at += entryLength) {
    if (view.getUint32(at) !== versionTag || view.getUint32(at + 4) !== stringType) continue;
    const start = store + view.getUint32(at + 8);
    const end = header.indexOf(0, start);
    if (end >= start && start < header.length) return new TextDecoder().decode(header.subarray(start, end));
  }
  throw damagedList('the header of a package tells no version');
}
