import { recordsIn } from './pax-records.ts';
import type { TarAttributes } from './tar-entry.ts';
import type { TarHeader } from './tar-header.ts';
import { parseTarNumber, tarFault } from './tar-header.ts';

// Offsets and lengths of the fields of a header.
const modeField = [100, 8] as const;
const uidField = [108, 8] as const;
const gidField = [116, 8] as const;
const timeField = [136, 12] as const;
const majorField = [329, 8] as const;
const minorField = [337, 8] as const;

const xattrPrefix = 'SCHILY.xattr.';

/** The attributes that a header and the pax records before it give. Faults: `image/tar`. */
export function tarAttributes({ type, block }: TarHeader, pax: Uint8Array, subject: string): TarAttributes {
  const number = ([offset, length]: readonly [number, number]) => parseTarNumber(block, offset, length, subject);
  const isDevice = type === '3' || type === '4';
  const xattrs = new Map<string, Uint8Array>();
  const changed: { uid?: number; gid?: number; time?: PaxTime } = {};
  for (const [key, value] of recordsIn(pax, subject)) {
    if (key === 'uid' || key === 'gid') changed[key] = paxOwner(textOf(value), subject);
    else if (key === 'mtime') {
      // Of several, bootc takes the seconds of the last and the rest of the first.
      if (changed.time !== undefined) throw tarFault(subject, 'an entry has several times');
      changed.time = paxTime(textOf(value), subject);
    } else if (key.startsWith(xattrPrefix)) xattrs.set(key.slice(xattrPrefix.length), value.slice());
  }
  const uid = changed.uid ?? number(uidField);
  const gid = changed.gid ?? number(gidField);
  return {
    type,
    mode: number(modeField),
    uid: uid % 2 ** 32,
    gid: gid % 2 ** 32,
    ...(changed.time ?? { seconds: number(timeField), nanoseconds: 0 }),
    xattrs,
    devices: { major: isDevice ? number(majorField) : 0, minor: isDevice ? number(minorField) : 0 },
  };
}

function paxOwner(text: string, subject: string): number {
  const owner = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(owner)) return owner;
  throw tarFault(subject, 'an owner is no number');
}

type PaxTime = Pick<TarAttributes, 'seconds' | 'nanoseconds'>;

/** Decimal seconds, of which nine places count; before 1970 the nanoseconds still count forward. */
function paxTime(text: string, subject: string): PaxTime {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  const nanoseconds = Number(part.slice(0, 9).padEnd(9, '0'));
  const seconds = sign === '-' ? (nanoseconds === 0 ? -Number(whole) : -Number(whole) - 1) : Number(whole);
  if (whole === '' || !Number.isSafeInteger(seconds)) throw tarFault(subject, 'a time is none');
  return { seconds, nanoseconds: sign === '-' && nanoseconds > 0 ? 1e9 - nanoseconds : nanoseconds };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
