/** What was kept of output without a bound: its beginning and its end. */
export interface BoundedLog {
  add(piece: Uint8Array): void;
  /** The beginning, a line that says how much is missing where something is, and the end. */
  bytes(): Uint8Array;
}

/** A log of at most about `maximum` bytes, one half for the beginning, one for the end. */
export function boundedLog(maximum: number): BoundedLog {
  const half = Math.floor(maximum / 2);
  const beginning: Uint8Array[] = [];
  let begun = 0;
  const end = new Uint8Array(half);
  let written = 0;
  return {
    add(piece) {
      const first = piece.subarray(0, half - begun);
      if (first.length > 0) beginning.push(first.slice());
      begun += first.length;
      let rest = piece.subarray(first.length);
      written += rest.length;
      rest = rest.subarray(Math.max(0, rest.length - half));
      // A ring: the byte that was written n-th stands at n modulo its size.
      const at = (((written - rest.length) % half) + half) % half;
      const tail = Math.min(rest.length, half - at);
      end.set(rest.subarray(0, tail), at);
      end.set(rest.subarray(tail), 0);
    },
    bytes() {
      const kept = Math.min(written, half);
      const at = written % half;
      const ring = written <= half ? [end.subarray(0, kept)] : [end.subarray(at), end.subarray(0, at)];
      const missing = written - kept;
      const gap = missing === 0 ? [] : [new TextEncoder().encode(`\n… ${missing} bytes are left out here …\n`)];
      return Buffer.concat([...beginning, ...gap, ...ring]);
    },
  };
}
