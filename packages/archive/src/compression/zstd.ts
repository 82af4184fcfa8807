import type { WorkBudget } from '../work-budget.ts';
import { Damage } from '../zstd/damage.ts';
import { ZstdStream } from '../zstd/zstd-stream.ts';
import { corrupt, mostHistory, type Sink, truncated, unsupported } from './decompression.ts';

const magic = 0xfd2fb528;
/** Skippable frames have this but for the lowest four bits. */
const skippable = 0x184d2a50;

/** Unpacks zstd (RFC 8878): one frame or several in a row, skippable ones among them. Checksums are passed over. */
export async function decompressZstd(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  try {
    await unpackFrames(input, sink, budget);
  } catch (error) {
    if (error instanceof Damage) throw corrupt(error.message);
    if (error === budget.exceeded) throw unsupported('it needs too much history for what it stores');
    throw error;
  }
}

async function unpackFrames(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  // One for all frames: each stream has memory of its own.
  const stream = new ZstdStream(budget);
  try {
    for (let at = 0; at === 0 || isFrame(input, at); ) {
      const end = frameEnd(input, at);
      for (const bytes of stream.push(input.subarray(at, end))) {
        sink(bytes);
        await budget.breathe();
      }
      stream.finish();
      at = end;
    }
  } finally {
    stream.close();
  }
}

function isFrame(input: Uint8Array, at: number): boolean {
  return at + 4 <= input.length && (wordAt(input, at) === magic || isSkippable(input, at));
}

function isSkippable(input: Uint8Array, at: number): boolean {
  return Math.floor(wordAt(input, at) / 16) === skippable / 16;
}

/** Walks over the blocks, so that what follows the last frame does not count, whatever it is. */
function frameEnd(input: Uint8Array, start: number): number {
  const after = (count: number, from: number) => {
    if (from + count > input.length) throw truncated();
    return from + count;
  };
  if (isSkippable(input, start)) return after(wordAt(input, start + 4), start + 8);
  if (wordAt(input, start) !== magic) throw corrupt('its header is damaged');
  const descriptor = input[after(1, start + 4) - 1] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeLength = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  if (dictionary > 0) throw unsupported('it needs a dictionary');
  const sizeAt = start + 5 + (isSingle ? 0 : 1);
  let next = after(sizeLength, sizeAt);
  const window = isSingle ? contentSize(input.subarray(sizeAt, next)) : windowSize(input[start + 5] ?? 0);
  if (window > mostHistory) throw unsupported(`it needs ${window} bytes of history, more than ${mostHistory}`);
  for (let last = false; !last; ) {
    const begin = after(3, next) - 3;
    const header = (input[begin] ?? 0) + (input[begin + 1] ?? 0) * 0x100 + (input[begin + 2] ?? 0) * 0x10000;
    last = (header & 1) === 1;
    const isRepeat = ((header >> 1) & 3) === 1;
    next = after(isRepeat ? 1 : header >> 3, begin + 3);
  }
  return after((descriptor & 4) === 0 ? 0 : 4, next);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(bytes: Uint8Array): number {
  const size = bytes.reduceRight((total, byte) => total * 0x100 + byte, 0);
  return bytes.length === 2 ? size + 256 : size;
}

function wordAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw truncated();
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
}
