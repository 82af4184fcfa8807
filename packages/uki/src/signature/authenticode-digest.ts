import { createHash } from 'node:crypto';
import type { ReadBytes } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { type AuthenticodeLayout, authenticodeLayout, peSections, type Range } from '../pe/pe-sections.ts';

/** Digests that firmware knows (EDK II, `DxeImageVerificationLib`), without SHA-1, which is not secure any more. */
export const authenticodeHashes = ['sha256', 'sha384', 'sha512'] as const;

export type AuthenticodeHash = (typeof authenticodeHashes)[number];

const portion = 1024 * 1024;

/**
 * The digest of a PE file of `size` bytes that its signatures are made of ("Calculating the PE Image Hash" of Microsoft's
 * Authenticode): all but its checksum and its signatures, with the sections in the order in which they are in the file.
 * Faults: `inspect/pe`, also for sections that overlap in the file.
 */
export function authenticodeDigest(read: ReadBytes, size: number, hash: AuthenticodeHash = 'sha256'): Uint8Array {
  const sum = createHash(hash);
  for (const { from, to } of hashedRanges(read, size)) {
    for (let at = from; at < to; at += portion) {
      const wanted = Math.min(portion, to - at);
      const bytes = read(at, wanted);
      if (bytes.length < wanted) throw outside();
      sum.update(bytes);
    }
  }
  return new Uint8Array(sum.digest());
}

function hashedRanges(read: ReadBytes, size: number): readonly Range[] {
  const layout = authenticodeLayout(read);
  const sections = peSections(read)
    .filter(({ rawSize }) => rawSize > 0)
    .map(({ offset, rawSize }) => ({ from: offset, to: offset + rawSize }))
    .sort((one, other) => one.from - other.from);
  const hashed = layout.headerSize + sections.reduce((total, { from, to }) => total + (to - from), 0);
  const end = size - signatureSize(layout, size);
  // What overlaps would be hashed again and again; no tool writes such files.
  if (hashed > end || sections.some(({ to }) => to > size)) throw outside();
  return [...headerRanges(layout), ...sections, { from: hashed, to: end }];
}

function headerRanges({ checksum, certificateEntry, headerSize }: AuthenticodeLayout): readonly Range[] {
  const gaps = [
    { from: checksum, to: checksum + 4 },
    ...(certificateEntry === undefined ? [] : [{ from: certificateEntry, to: certificateEntry + 8 }]),
  ];
  const starts = [0, ...gaps.map(({ to }) => to)];
  return starts.map((from, index) => ({ from, to: gaps[index]?.from ?? headerSize }));
}

/** Signatures are the end of a file. */
function signatureSize({ certificates }: AuthenticodeLayout, size: number): number {
  if (certificates === undefined) return 0;
  if (certificates.offset + certificates.size === size) return certificates.size;
  throw new Fault('inspect/pe', 'its signatures are not the end of the file');
}

function outside(): Fault {
  return new Fault('inspect/pe', 'its sections overlap in the file, or extend beyond its end');
}
