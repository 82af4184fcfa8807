import type { WorkBudget } from '../work-budget.ts';
import { corrupt, type Sink, truncated, unsupported } from './decompression.ts';
import { HistoryBuffer } from './history-buffer.ts';
import { slice, wordAt } from './packed-bytes.ts';

// Own code: no library on npm reads the legacy format, which is the one that kernels know, nor bounds what a frame unpacks to.

const legacyMagic = 0x184c2102;
const frameMagic = 0x184d2204;
const history = 64 * 1024;
/** Bytes that a block of the legacy format unpacks to, at most. */
const legacyBlock = 8 * 1024 * 1024;
/** The most that so many bytes can be packed to. */
const legacyBound = legacyBlock + Math.floor(legacyBlock / 255) + 16;

/** Unpacks lz4: the legacy format, which the kernel reads, or a frame. Checksums are passed over. */
export async function decompressLz4(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  const output = new HistoryBuffer(history, sink, budget);
  try {
    const magic = wordAt(input, 0);
    if (magic === legacyMagic) await readLegacy(input, output, budget);
    else if (magic === frameMagic) await readFrame(input, output, budget);
    else throw corrupt('its header is damaged');
    output.flush();
  } finally {
    output.release();
  }
}

/** Blocks follow until the file ends, or a length that no block can have. */
async function readLegacy(input: Uint8Array, output: HistoryBuffer, budget: WorkBudget): Promise<void> {
  for (let next = 4; next + 4 <= input.length; ) {
    const size = wordAt(input, next);
    if (size === 0 || (size > legacyBound && size !== legacyMagic)) return;
    if (size === legacyMagic) {
      next += 4;
      continue;
    }
    output.forget();
    await budget.breathe();
    readBlock(slice(input, next + 4, size), output, legacyBlock);
    next += 4 + size;
  }
}

/** Bits of FLG (LZ4 frame format, "Frame Descriptor"). */
const flags = { linked: 0x20, blockChecksum: 0x10, contentSize: 0x08, dictionary: 0x01 };

async function readFrame(input: Uint8Array, output: HistoryBuffer, budget: WorkBudget): Promise<void> {
  const [set = 0, size = 0] = slice(input, 4, 2);
  if (set >> 6 !== 1) throw unsupported('its lz4 version is not known here');
  if ((set & flags.dictionary) !== 0) throw unsupported('it needs a dictionary');
  const most = 2 ** (8 + 2 * ((size >> 4) & 7));
  if (most < 65536) throw corrupt('its size of blocks is impossible');
  let next = 7 + ((set & flags.contentSize) === 0 ? 0 : 8);
  for (let word = wordAt(input, next); word !== 0; word = wordAt(input, next)) {
    const length = word & 0x7fffffff;
    const block = slice(input, next + 4, length);
    await budget.breathe();
    if ((set & flags.linked) !== 0) output.forget();
    if (word >= 0x80000000) output.putAll(block);
    else readBlock(block, output, most);
    next += 4 + length + ((set & flags.blockChecksum) === 0 ? 0 : 4);
  }
}

/** `most`: bytes that the block unpacks to, at most. */
function readBlock(block: Uint8Array, output: HistoryBuffer, most: number): void {
  const limit = output.total + most;
  const cursor = { block, at: 0 };
  while (cursor.at < block.length) {
    const token = block[cursor.at++] ?? 0;
    const literals = lengthOf(token >> 4, cursor);
    if (output.total + literals > limit) throw corrupt('a block is longer than it may be');
    output.putAll(slice(block, cursor.at, literals));
    cursor.at += literals;
    if (cursor.at === block.length) return;
    const [low = 0, high = 0] = slice(block, cursor.at, 2);
    cursor.at += 2;
    const distance = low + high * 0x100;
    if (distance === 0) throw corrupt('it has a distance of nothing');
    const length = lengthOf(token & 15, cursor) + 4;
    if (output.total + length > limit) throw corrupt('a block is longer than it may be');
    output.copy(distance, length);
  }
}

/** Fifteen means that more bytes follow, until one is not 255. */
function lengthOf(short: number, cursor: { readonly block: Uint8Array; at: number }): number {
  let length = short;
  for (let byte = short === 15 ? 255 : 0; byte === 255; length += byte) {
    if (cursor.at >= cursor.block.length) throw truncated();
    byte = cursor.block[cursor.at++] ?? 0;
  }
  return length;
}
