import { Fault } from '@bootwright/core';
import type { WorkBudget } from '../work-budget.ts';

/** Takes unpacked bytes as they come, and has to use them at once; throws where it has seen enough. */
export type Sink = (bytes: Uint8Array) => void;

/**
 * Unpacks the beginning of `input`, and ignores what follows its end. Signals are handled by
 * `budget`, to which memory and parts are charged; unpacked bytes are for the sink to charge. Faults:
 * `compression/corrupt` for invalid data, `compression/unsupported` for what it may make and nobody
 * reads here.
 */
export type Decompress = (input: Uint8Array, sink: Sink, budget: WorkBudget) => Promise<void>;

/** The most history that a decompressor keeps, as the `zstd` command does by default. */
export const mostHistory = 128 * 1024 * 1024;

/** Another part takes as long as so many bytes, however short it is. */
const costOfPart = 16 * 1024;

/** Charges another member, frame or block with memory of its own. Faults: `compression/unsupported`. */
export function chargePart(budget: WorkBudget): void {
  if (budget.left('initramfs bytes') < costOfPart) throw unsupported('it has too many parts');
  budget.spend('initramfs bytes', costOfPart);
}

/** Charges memory for bytes that later ones may repeat. Faults: `compression/unsupported`. */
export function chargeHistory(budget: WorkBudget, bytes: number): void {
  if (budget.left('history bytes') < bytes) throw unsupported('it needs too much history for what it stores');
  budget.spend('history bytes', bytes);
}

/** The fault of packed data that is damaged. `why` continues a sentence about it. */
export function corrupt(why: string): Fault {
  return new Fault('compression/corrupt', why, { hint: 'the file is damaged: create it again' });
}

/** The fault of packed data that is sound, as far as one can tell, and is not read here. */
export function unsupported(why: string): Fault {
  return new Fault('compression/unsupported', why, {
    hint: 'compress the file with gzip, zstd, xz, lzma, bzip2 or lz4 and their usual settings',
  });
}

/** The fault of packed data that ends in the middle. */
export function truncated(): Fault {
  return corrupt('it ends too early');
}
