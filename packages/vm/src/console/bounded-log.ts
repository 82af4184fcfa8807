/** The beginning and the end of an output of any length. */
export interface BoundedLog {
  add(piece: Uint8Array): void;
  /** The beginning, a line with the number of bytes left out, if any, and the end. */
  bytes(): Uint8Array;
}

/**
 * A log of at most about `maximum` bytes, half for the beginning, half for the end. Bytes are copied, because a console
 * arrives byte by byte, each in its own buffer.
 */
export function boundedLog(maximum: number): BoundedLog {
  const half = Math.floor(maximum / 2);
  let beginning = new Uint8Array(Math.min(half, 4096));
  let begun = 0;
  // Allocated when the beginning is full, which is rare.
  let end: Uint8Array | undefined;
  let written = 0;
  const addToBeginning = (piece: Uint8Array) => {
    if (begun + piece.length > beginning.length) {
      const larger = new Uint8Array(Math.min(half, Math.max(2 * beginning.length, begun + piece.length)));
      larger.set(beginning);
      beginning = larger;
    }
    beginning.set(piece, begun);
    begun += piece.length;
  };
  const addToEnd = (piece: Uint8Array) => {
    end ??= new Uint8Array(half);
    written += piece.length;
    const rest = piece.subarray(Math.max(0, piece.length - half));
    // A ring buffer: byte number n is at n modulo its size.
    const at = (written - rest.length) % half;
    const tail = Math.min(rest.length, half - at);
    end.set(rest.subarray(0, tail), at);
    end.set(rest.subarray(tail), 0);
  };
  return {
    add(piece) {
      const first = piece.subarray(0, half - begun);
      if (first.length > 0) addToBeginning(first);
      if (piece.length > first.length) addToEnd(piece.subarray(first.length));
    },
    bytes() {
      const all = end ?? new Uint8Array();
      const at = written % half;
      const ring = written <= half ? [all.subarray(0, written)] : [all.subarray(at), all.subarray(0, at)];
      const missing = Math.max(0, written - half);
      const gap = missing === 0 ? [] : [new TextEncoder().encode(`\n… ${missing} bytes are left out here …\n`)];
      return Buffer.concat([beginning.subarray(0, begun), ...gap, ...ring]);
    },
  };
}
