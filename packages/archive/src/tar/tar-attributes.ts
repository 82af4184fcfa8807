import { byteString, isUtf8ByteString } from '../byte-string.ts';
import { recordsIn } from './pax-records.ts';
import { rustUnsigned, tarCoreNumber, tarCoreOctal } from './tar-core-number.ts';
import type { TarAttributes } from './tar-entry.ts';
import type { TarHeader } from './tar-header.ts';
import { tarFault } from './tar-header.ts';

type Field = readonly [offset: number, length: number];

const modeField: Field = [100, 8];
const uidField: Field = [108, 8];
const gidField: Field = [116, 8];
const timeField: Field = [136, 12];
const majorField: Field = [329, 8];
const minorField: Field = [337, 8];
/** Magic and version of the two forms that have numbers of devices. */
const magicField = 257;
const ustar = 'ustar\x0000';
const gnu = 'ustar  \0';

const xattrPrefix = 'SCHILY.xattr.';

/**
 * The attributes that a header and the pax records before it give, as bootc's reader has them (tar-core 0.1,
 * `emit_entry`; composefs-rs, `composefs-oci/src/tar.rs`). Faults: `image/tar`.
 */
export function tarAttributes({ type, block }: TarHeader, pax: Uint8Array, subject: string): TarAttributes {
  const number = ([offset, length]: Field) =>
    tarCoreNumber(block, offset, length) ?? broken(subject, 'a number in a header is not octal');
  const octal = ([offset, length]: Field) =>
    tarCoreOctal(block, offset, length) ?? broken(subject, 'the number of a device is not octal');
  // Also numbers that a record replaces have to be sound.
  const [mode, uid, gid, time] = [number(modeField), number(uidField), number(gidField), number(timeField)];
  const xattrs = new Map<string, Uint8Array>();
  const changed: { uid?: bigint; gid?: bigint; time?: PaxTime } = {};
  for (const [key, value] of recordsIn(pax, subject)) {
    if (!isUtf8(key)) throw tarFault(subject, 'an extended header (pax) has a key that is not UTF-8');
    if (key === 'uid' || key === 'gid')
      changed[key] = rustUnsigned(byteString(value)) ?? broken(subject, 'an owner is not a number');
    else if (key === 'mtime') {
      // Of several, the seconds of the last count and the nanoseconds of the first.
      const time = paxTime(byteString(value), subject);
      changed.time = { ...time, ...(changed.time === undefined ? {} : { nanoseconds: changed.time.nanoseconds }) };
    } else if (key.startsWith(xattrPrefix)) xattrs.set(key.slice(xattrPrefix.length), value.slice());
  }
  const id = (value: bigint) => Number(BigInt.asUintN(32, value));
  const form = byteString(block.subarray(magicField, magicField + 8));
  const devices =
    form === ustar || form === gnu ? { devices: { major: id(octal(majorField)), minor: id(octal(minorField)) } } : {};
  return {
    type,
    mode: id(mode),
    uid: id(changed.uid ?? uid),
    gid: id(changed.gid ?? gid),
    ...(changed.time ?? { seconds: BigInt.asIntN(64, time), nanoseconds: 0, hasMinus: false }),
    xattrs,
    ...devices,
  };
}

function broken(subject: string, what: string): never {
  throw tarFault(subject, what);
}

type PaxTime = Pick<TarAttributes, 'seconds' | 'nanoseconds' | 'hasMinus'>;

/**
 * Seconds before the first dot, and up to nine places behind it. A minus is what programs write for times before 1970,
 * whose nanoseconds still count forward; bootc does not read it.
 */
function paxTime(text: string, subject: string): PaxTime {
  const [whole = ''] = text.split('.', 1);
  const hasMinus = whole.startsWith('-');
  const value = rustUnsigned(hasMinus ? whole.slice(1) : whole) ?? broken(subject, 'a time is not a number');
  const nanoseconds = nanosecondsOf(text.slice(whole.length));
  if (!hasMinus) return { seconds: BigInt.asIntN(64, value), nanoseconds, hasMinus };
  return nanoseconds === 0
    ? { seconds: -value, nanoseconds, hasMinus }
    : { seconds: -value - 1n, nanoseconds: 1e9 - nanoseconds, hasMinus };
}

/** Nine places behind a dot; what is not a number is 0. */
function nanosecondsOf(text: string): number {
  const part = text.slice(1, 10);
  const value = Number(rustUnsigned(part) ?? 0n);
  return value * 10 ** (9 - part.length);
}

/** Most are ASCII, and this is asked of each record. */
function isUtf8(bytes: string): boolean {
  return !/[^\0-\x7f]/.test(bytes) || isUtf8ByteString(bytes);
}
