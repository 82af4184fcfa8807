const quote = 0x22;
const backslash = 0x5c;
/** `,` `:` `[` `{`: each is followed by a value, or by the key of one. */
const marks = new Set([0x2c, 0x3a, 0x5b, 0x7b]);

/** Bytes of V8's heap for each byte of a text and for each value in it, as measured with what takes the most. */
const cost = { byte: 8, mark: 64 };

/**
 * Bytes of memory that it takes to answer a request of this JSON text, at the most but for what the answer itself has. A
 * thread that runs out of memory while it parses ends the whole process: V8 does not let it end alone.
 */
export function memoryNeeded(json: Uint8Array): number {
  return json.length * cost.byte + countMarks(json) * cost.mark;
}

/** Whether a text is so short that it need not be counted. */
export function isShort(json: Uint8Array, memory: number): boolean {
  return json.length * (cost.byte + cost.mark) <= memory;
}

function countMarks(json: Uint8Array): number {
  let count = 0;
  let isString = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index] ?? 0;
    if (isString && byte === backslash) index++;
    else if (byte === quote) isString = !isString;
    else if (!isString && marks.has(byte)) count++;
  }
  return count;
}
