import { createHash } from 'node:crypto';
import { Fault } from '@bootwright/core';
import type { BlobDescriptor, BlobStore } from './blob-store.ts';

/** The algorithm of a digest that `isDigest` accepts. */
export const algorithmOf = (digest: string): 'sha256' | 'sha512' =>
  digest.startsWith('sha512:') ? 'sha512' : 'sha256';

/** `sha256:0123456789ab…`, for messages. */
export const shortDigest = (digest: string): string => `${digest.slice(0, digest.indexOf(':') + 13)}…`;

/** The digest of bytes, `sha256:…` or `sha512:…`. */
export function digestOf(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/**
 * The bytes of a blob as they come, checked: at the end, or after too many bytes, the iteration throws `image/digest` or
 * `image/size`. `subject` names the blob in faults.
 */
export async function* verifiedBlob(
  source: AsyncIterable<Uint8Array>,
  blob: BlobDescriptor,
  subject: string,
): AsyncGenerator<Uint8Array> {
  const algorithm = algorithmOf(blob.digest);
  const hash = createHash(algorithm);
  let length = 0;
  for await (const bytes of source) {
    length += bytes.length;
    if (length > blob.size) throw sizeFault(subject, `more than the ${blob.size} bytes`);
    hash.update(bytes);
    yield bytes;
  }
  if (length < blob.size) throw sizeFault(subject, `${length} bytes, not the ${blob.size}`);
  const found = `${algorithm}:${hash.digest('hex')}`;
  if (found !== blob.digest) throw digestFault(subject, blob.digest, found);
}

/** A whole small blob, checked. Faults: as `verifiedBlob`, and `image/too-large` beyond `most` bytes. */
export async function readBlob(
  store: BlobStore,
  blob: BlobDescriptor,
  { subject, most, signal }: { readonly subject: string; readonly most: number; readonly signal?: AbortSignal },
): Promise<Uint8Array> {
  if (blob.size > most) {
    throw new Fault('image/too-large', `${subject} has ${blob.size} bytes, more than the ${most} that are read`, {
      hint: 'check the reference: bootable containers are smaller',
    });
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of verifiedBlob(store.open(blob, signal), blob, subject)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * Checks the content of a blob in its descriptor (`data`; OCI image specification, descriptor.md), which some readers use
 * instead of the blob. Faults: `image/digest`.
 */
export function checkInlineData(data: unknown, blob: BlobDescriptor, subject: string): void {
  const isBase64 = typeof data === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(data) && data.length % 4 === 0;
  const bytes = Buffer.from(isBase64 ? data : '', 'base64');
  const found = digestOf(bytes, algorithmOf(blob.digest));
  if (isBase64 && bytes.length === blob.size && found === blob.digest) return;
  throw new Fault('image/digest', `"data" of ${shortDigest(blob.digest)} in ${subject} is not that blob`, {
    hint: 'do not use this image: programs read it differently',
  });
}

/** The content does not have its digest. */
export function digestFault(subject: string, wanted: string, found: string): Fault {
  return new Fault('image/digest', `${subject} is damaged: its digest is ${found}, not ${wanted}`, {
    hint: 'fetch or save the image again',
  });
}

function sizeFault(subject: string, what: string): Fault {
  return new Fault('image/size', `${subject} has ${what} that the image says`, {
    hint: 'fetch or save the image again',
  });
}
