import type { WorkBudget } from '../work-budget.ts';
import { Damage } from '../zstd/damage.ts';
import { ZstdStream } from '../zstd/zstd-stream.ts';
import { corrupt, type Sink, unsupported } from './decompression.ts';

/** Unpacks zstd (RFC 8878): one frame or several in a row, skippable ones among them. Checksums are passed over. */
export async function decompressZstd(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  let stream: ZstdStream | undefined;
  try {
    stream = new ZstdStream(budget, 'ignored');
    for (const bytes of stream.push(input)) {
      sink(bytes);
      await budget.breathe();
    }
    stream.finish();
  } catch (error) {
    if (error instanceof Damage) throw error.isUnsupported ? unsupported(error.message) : corrupt(error.message);
    if (error === budget.exceeded) throw unsupported('it needs too much history for what it stores');
    throw error;
  } finally {
    stream?.close();
  }
}
