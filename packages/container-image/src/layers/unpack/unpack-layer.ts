import { Damage, packingOf, WorkBudget, ZstdStream } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { GzipDamage, gunzipLayer } from './gunzip-layer.ts';
import { PieceReader } from './piece-reader.ts';

/** How the bytes of a layer are compressed. */
export interface Packing {
  readonly packing: 'gzip' | 'zstd' | 'tar';
  /** Several gzip members or zstd frames in a row. */
  readonly isSeveral: boolean;
}

export type OnPacking = (found: Packing) => void;

/** Of a skippable zstd frame, the first of which has any low four bits. */
const skippableMagic = [0x2a, 0x4d, 0x18];
const magicLength = 6;
/** Other compressions are not looked for: tar archives may begin with their magics. */
const unused: readonly string[] = ['xz', 'bzip2'];

/**
 * The tar archive in the bytes of a layer, whatever its media type: gzip of one or several members, zstd of one or several
 * frames, or plain. Faults: `image/compression` where it is damaged, cut short, followed by other data, or compressed as
 * layers are not. `onPacking` is called as more becomes known; the last call counts.
 */
export async function* unpackLayer(
  source: AsyncIterable<Uint8Array>,
  subject: string,
  budget = new WorkBudget(),
  onPacking: OnPacking = () => {},
): AsyncGenerator<Uint8Array> {
  const reader = new PieceReader(source);
  try {
    const head = await reader.atLeast(magicLength);
    reader.putBack(head);
    const name = packingOf(head)?.name ?? 'tar';
    if (name === 'gzip') {
      onPacking({ packing: 'gzip', isSeveral: false });
      yield* gunzip(reader, subject, onPacking);
    } else if (name === 'zstd' || isSkippableFrame(head)) {
      yield* unzstd(reader, { subject, budget, onPacking });
    } else {
      if (unused.includes(name)) throw compressionFault(subject, `it is ${name}, which is not used for layers`);
      onPacking({ packing: 'tar', isSeveral: false });
      yield* reader.rest();
    }
  } finally {
    await reader.close();
  }
}

function isSkippableFrame([first = 0, ...rest]: Uint8Array): boolean {
  return first >> 4 === 5 && skippableMagic.every((byte, index) => rest[index] === byte);
}

async function* gunzip(reader: PieceReader, subject: string, onPacking: OnPacking): AsyncGenerator<Uint8Array> {
  try {
    yield* gunzipLayer(reader, () => onPacking({ packing: 'gzip', isSeveral: true }));
  } catch (cause) {
    throw cause instanceof GzipDamage
      ? compressionFault(subject, `its gzip data cannot be unpacked (${cause.message})`, cause)
      : cause;
  }
}

async function* unzstd(
  reader: PieceReader,
  {
    subject,
    budget,
    onPacking,
  }: { readonly subject: string; readonly budget: WorkBudget; readonly onPacking: OnPacking },
): AsyncGenerator<Uint8Array> {
  const unpacker = new ZstdStream(budget);
  try {
    for await (const bytes of reader.rest()) yield* unpacker.push(bytes);
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
