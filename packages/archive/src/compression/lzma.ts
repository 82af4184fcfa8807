import type { WorkBudget } from '../work-budget.ts';
import { corrupt, mostHistory, type Sink, truncated, unsupported } from './decompression.ts';
import { HistoryBuffer } from './history-buffer.ts';
import { LzmaDecoder } from './lzma-decoder.ts';

const headerLength = 13;
const leastHistory = 4096;
/** Bytes that are unpacked before signals have their turn. */
const portion = 256 * 1024;

/** Unpacks the `.lzma` format: properties, size of the dictionary, length (all ones: not known), one LZMA stream. */
export async function decompressLzma(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  if (input.length < headerLength) throw truncated();
  const view = new DataView(input.buffer, input.byteOffset, headerLength);
  const history = view.getUint32(1, true);
  if (history > mostHistory) throw unsupported(`it needs ${history} bytes of history, more than ${mostHistory}`);
  const written = view.getBigUint64(5, true);
  const isKnown = written !== 0xffff_ffff_ffff_ffffn;
  if (isKnown && written > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt('its length is impossible');
  const output = new HistoryBuffer(Math.max(history, leastHistory), sink, budget);
  try {
    const decoder = new LzmaDecoder(output);
    decoder.configure(input[0] ?? 0);
    decoder.start(input, headerLength);
    const total = isKnown ? Number(written) : Number.POSITIVE_INFINITY;
    for (let hasEnded = false; !hasEnded && output.total < total; await budget.breathe()) {
      hasEnded = decoder.decode(total, output.total + portion);
      if (hasEnded && isKnown) throw corrupt('it ends before its length');
    }
    output.flush();
  } finally {
    output.release();
  }
}
