import { Damage, WorkBudget, ZstdStream } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { GzipDamage, gunzipLayer } from './gunzip-layer.ts';

/** How the bytes of a layer are packed. */
export interface Packing {
  readonly packing: 'gzip' | 'zstd' | 'tar';
  /** Several gzip members or zstd frames in a row. */
  readonly isSeveral: boolean;
}

export type OnPacking = (found: Packing) => void;

const gzipMagic = [0x1f, 0x8b];
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];
/** Of a skippable zstd frame, the first of which has any low four bits. */
const skippableMagic = [0x2a, 0x4d, 0x18];
const magicLength = 6;
const refusedMagics: readonly (readonly [string, readonly number[]])[] = [
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];

/**
 * The tar archive in the bytes of a layer, whatever its media type says: gzip of one or several members, zstd of one or
 * several frames, or plain. Faults: `image/compression`, where it is damaged, ends too early, has something else after its
 * end, or is a compression that layers do not have. `onPacking` is called as
 * more becomes known; the last call counts.
 */
export async function* unpackLayer(
  source: AsyncIterable<Uint8Array>,
  subject: string,
  budget = new WorkBudget(),
  onPacking: OnPacking = () => {},
): AsyncGenerator<Uint8Array> {
  const { head, rest } = await begin(source);
  try {
    if (has(head, gzipMagic)) {
      onPacking({ packing: 'gzip', isSeveral: false });
      yield* gunzip(rest, subject, onPacking);
    } else if (has(head, zstdMagic) || ((head[0] ?? 0) >> 4 === 5 && has(head.subarray(1), skippableMagic))) {
      yield* unzstd(rest, { subject, budget, onPacking });
    } else {
      const refused = refusedMagics.find(([, magic]) => has(head, magic));
      if (refused !== undefined) throw compressionFault(subject, `it is ${refused[0]}, which layers do not use`);
      onPacking({ packing: 'tar', isSeveral: false });
      yield* rest;
    }
  } finally {
    await rest.return(undefined);
  }
}

/** The first bytes, and all of them again. */
async function begin(source: AsyncIterable<Uint8Array>) {
  const pieces = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < magicLength) {
    const next = await pieces.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  return { head: Buffer.concat(first.slice(0, magicLength)).subarray(0, magicLength), rest: resume(first, pieces) };
}

async function* resume(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function has(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  subject: string,
  onPacking: OnPacking,
): AsyncGenerator<Uint8Array> {
  try {
    yield* gunzipLayer(source, () => onPacking({ packing: 'gzip', isSeveral: true }));
  } catch (cause) {
    throw cause instanceof GzipDamage
      ? compressionFault(subject, `its gzip data cannot be unpacked (${cause.message})`, cause)
      : cause;
  }
}

async function* unzstd(
  source: AsyncIterable<Uint8Array>,
  {
    subject,
    budget,
    onPacking,
  }: { readonly subject: string; readonly budget: WorkBudget; readonly onPacking: OnPacking },
): AsyncGenerator<Uint8Array> {
  const unpacker = new ZstdStream(budget);
  try {
    for await (const bytes of source) yield* unpacker.push(bytes);
    unpacker.finish();
    onPacking({ packing: 'zstd', isSeveral: unpacker.frames > 1 });
  } catch (cause) {
    throw cause instanceof Damage
      ? compressionFault(subject, `its zstd data is damaged (${cause.message})`, cause)
      : cause;
  } finally {
    unpacker.close();
  }
}

/** A layer that cannot be unpacked. */
export function compressionFault(subject: string, why: string, cause?: unknown): Fault {
  return new Fault('image/compression', `${subject} cannot be unpacked: ${why}`, {
    hint: 'fetch or save the image again; if that does not help, build it again',
    cause,
  });
}
