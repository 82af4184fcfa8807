import type { CapturedOutput } from './command.ts';

/** Gathers the pieces of a stream without ever holding much more than `maximum` bytes. */
export interface OutputGatherer {
  add(piece: Uint8Array): void;
  captured(): CapturedOutput;
}

/** Keeps the first `maximum` bytes. */
export function keepBeginning(maximum: number): OutputGatherer {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  let dropped = 0;
  return {
    add(piece) {
      const wanted = piece.subarray(0, maximum - kept);
      if (wanted.length > 0) pieces.push(wanted);
      kept += wanted.length;
      dropped += piece.length - wanted.length;
    },
    captured: () => ({ bytes: joined(pieces, kept), dropped }),
  };
}

/** Keeps the last `maximum` bytes. */
export function keepEnd(maximum: number): OutputGatherer {
  let pieces: Uint8Array[] = [];
  let kept = 0;
  let dropped = 0;
  const trim = (limit: number) => {
    if (kept <= limit) return;
    const all = joined(pieces, kept);
    const end = all.slice(all.length - maximum);
    dropped += all.length - end.length;
    pieces = [end];
    kept = end.length;
  };
  return {
    add(piece) {
      pieces.push(piece);
      kept += piece.length;
      // Joining at twice the bound only makes the cost linear in what comes.
      trim(2 * maximum);
    },
    captured() {
      trim(maximum);
      return { bytes: joined(pieces, kept), dropped };
    },
  };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
