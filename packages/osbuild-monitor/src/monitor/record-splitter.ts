import { pushAll } from '@bootwright/core';

/** A part of a stream of JSON text sequences (RFC 7464), as osbuild writes them. */
export type StreamPart =
  /** The text between a record separator and a line feed. */
  | { readonly kind: 'record'; readonly text: string }
  /** A line outside of any record. */
  | { readonly kind: 'text'; readonly text: string }
  /** A record or line beyond the size limit; it is skipped. */
  | { readonly kind: 'too-long'; readonly bytes: number };

const separator = 0x1e;
const lineFeed = 0x0a;

/** osbuild cuts the output of a stage at 31,000 characters; options of a stage may be longer. */
const usualMaximum = 16 * 1024 * 1024;

/** Splits a stream into records; keeps at most `maximum` bytes and one piece in memory. */
export class RecordSplitter {
  readonly #maximum: number;
  readonly #decoder = new TextDecoder();
  #pieces: Uint8Array[] = [];
  #length = 0;
  #inRecord = false;

  constructor(maximum = usualMaximum) {
    this.#maximum = maximum;
  }

  /** The parts that this piece completes. */
  add(piece: Uint8Array): readonly StreamPart[] {
    const parts: StreamPart[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      if (byte !== separator && byte !== lineFeed) continue;
      this.#keep(piece.subarray(from, at));
      pushAll(parts, this.#taken());
      this.#inRecord = byte === separator;
      from = at + 1;
    }
    this.#keep(piece.subarray(from));
    return parts;
  }

  /** The rest at the end of the stream. */
  end(): readonly StreamPart[] {
    return this.#taken();
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#length += bytes.length;
    if (this.#length > this.#maximum) this.#pieces = [];
    // The piece may be a view of a buffer that its owner uses again.
    else this.#pieces.push(bytes.slice());
  }

  #taken(): readonly StreamPart[] {
    if (this.#length === 0) return [];
    const part: StreamPart =
      this.#length > this.#maximum
        ? { kind: 'too-long', bytes: this.#length }
        : { kind: this.#inRecord ? 'record' : 'text', text: this.#decoder.decode(joined(this.#pieces, this.#length)) };
    this.#pieces = [];
    this.#length = 0;
    return [part];
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
