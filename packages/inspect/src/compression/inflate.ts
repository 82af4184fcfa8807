import { corrupt, truncated } from './decompression.ts';
import type { HistoryBuffer } from './history-buffer.ts';

/** How often each length of codes occurs, and the symbols in the order of their codes. */
interface Huffman {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
  /** For the next nine bits of input: symbol and length of the code, `symbol << 4 | length`; 0 where it is longer. */
  readonly quick: Uint16Array;
}

const longestCode = 15;
const quickBits = 9;

function huffman(lengths: Uint8Array): Huffman {
  const counts = new Uint16Array(longestCode + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const next = new Uint16Array(longestCode + 2);
  const codes = new Uint16Array(longestCode + 2);
  let left = 1;
  for (let length = 1; length <= longestCode; length++) {
    const count = counts[length] ?? 0;
    left = left * 2 - count;
    if (left < 0) throw corrupt('its table of codes is impossible');
    next[length + 1] = (next[length] ?? 0) + count;
    codes[length + 1] = ((codes[length] ?? 0) + count) << 1;
  }
  const symbols = new Uint16Array(lengths.length);
  const quick = new Uint16Array(1 << quickBits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const place = next[length] ?? 0;
    next[length] = place + 1;
    symbols[place] = symbol;
    const code = codes[length] ?? 0;
    codes[length] = code + 1;
    if (length > quickBits) return;
    for (let bits = reversed(code, length); bits < quick.length; bits += 1 << length)
      quick[bits] = (symbol << 4) | length;
  });
  return { counts, symbols, quick };
}

function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}

/** Bits from the low end of each byte. */
class BitReader {
  private readonly input: Uint8Array;
  private at: number;
  private held = 0;
  private count = 0;

  constructor(input: Uint8Array, at: number) {
    this.input = input;
    this.at = at;
  }

  /** Up to 16 bits. */
  bits(count: number): number {
    while (this.count < count) {
      if (this.at >= this.input.length) throw truncated();
      this.held |= (this.input[this.at++] ?? 0) << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  symbol(table: Huffman): number {
    while (this.count < longestCode && this.at < this.input.length) {
      this.held |= (this.input[this.at++] ?? 0) << this.count;
      this.count += 8;
    }
    const quick = table.quick[this.held & ((1 << quickBits) - 1)] ?? 0;
    const length = quick & 15;
    if (quick !== 0 && length <= this.count) {
      this.held >>>= length;
      this.count -= length;
      return quick >> 4;
    }
    return this.longSymbol(table);
  }

  private longSymbol(table: Huffman): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= longestCode; length++) {
      if (length > this.count) throw truncated();
      code |= (this.held >> (length - 1)) & 1;
      const count = table.counts[length] ?? 0;
      if (code - count < first) {
        this.held >>>= length;
        this.count -= length;
        return table.symbols[index + code - first] ?? 0;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw corrupt('it has a code that is not in its table');
  }

  /** The whole bytes that follow; what is left of the present one is passed over. */
  bytes(count: number): Uint8Array {
    const from = this.wholeByte();
    if (from + count > this.input.length) throw truncated();
    this.at = from + count;
    return this.input.subarray(from, this.at);
  }

  /** Where the next whole byte stands; nothing is held afterwards. */
  wholeByte(): number {
    this.at -= this.count >> 3;
    this.held = 0;
    this.count = 0;
    return this.at;
  }
}

/** RFC 1951, section 3.2.5: the least length or distance of each code, and its extra bits. */
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBases = Array.from({ length: 30 }, (_, code) =>
  code < 2 ? code + 1 : (2 + (code & 1)) * 2 ** ((code >> 1) - 1) + 1,
);
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const fixedLiterals = huffman(
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
const fixedDistances = huffman(new Uint8Array(30).fill(5));

/** Unpacks the deflate stream (RFC 1951) that begins at `start`, and gives where it ends. Fault: `compression/corrupt`. */
export function inflate(input: Uint8Array, start: number, output: HistoryBuffer): number {
  const reader = new BitReader(input, start);
  for (let last = false; !last; ) {
    last = reader.bits(1) === 1;
    const kind = reader.bits(2);
    if (kind === 0) storedBlock(reader, output);
    else if (kind === 1) codedBlock(reader, output, { literals: fixedLiterals, distances: fixedDistances });
    else if (kind === 2) codedBlock(reader, output, readTables(reader));
    else throw corrupt('it has a block of an unknown kind');
  }
  output.flush();
  return reader.wholeByte();
}

function storedBlock(reader: BitReader, output: HistoryBuffer): void {
  const [low = 0, high = 0, notLow = 0, notHigh = 0] = reader.bytes(4);
  if ((low ^ notLow) !== 0xff || (high ^ notHigh) !== 0xff) throw corrupt('the length of a block is damaged');
  output.putAll(reader.bytes(low + high * 0x100));
}

interface Tables {
  readonly literals: Huffman;
  readonly distances: Huffman;
}

function codedBlock(reader: BitReader, output: HistoryBuffer, { literals, distances }: Tables): void {
  for (let symbol = reader.symbol(literals); symbol !== 256; symbol = reader.symbol(literals)) {
    if (symbol < 256) {
      output.put(symbol);
      continue;
    }
    const base = lengthBases[symbol - 257];
    if (base === undefined) throw corrupt('it has a length of an unknown kind');
    const length = base + reader.bits(lengthBits[symbol - 257] ?? 0);
    const code = reader.symbol(distances);
    const far = distanceBases[code];
    if (far === undefined) throw corrupt('it has a distance of an unknown kind');
    output.copy(far + reader.bits(code < 2 ? 0 : (code >> 1) - 1), length);
  }
}

function readTables(reader: BitReader): Tables {
  const literalCount = reader.bits(5) + 257;
  const distanceCount = reader.bits(5) + 1;
  const lengthCount = reader.bits(4) + 4;
  const codeLengths = new Uint8Array(19);
  for (const symbol of lengthOrder.slice(0, lengthCount)) codeLengths[symbol] = reader.bits(3);
  const codes = huffman(codeLengths);
  const lengths = new Uint8Array(literalCount + distanceCount);
  for (let index = 0; index < lengths.length; ) {
    const symbol = reader.symbol(codes);
    if (symbol < 16) {
      lengths[index++] = symbol;
      continue;
    }
    if (symbol === 16 && index === 0) throw corrupt('its table of codes is impossible');
    const value = symbol === 16 ? (lengths[index - 1] ?? 0) : 0;
    const repeat = symbol === 16 ? 3 + reader.bits(2) : symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7);
    if (index + repeat > lengths.length) throw corrupt('its table of codes is too long');
    lengths.fill(value, index, index + repeat);
    index += repeat;
  }
  return { literals: huffman(lengths.subarray(0, literalCount)), distances: huffman(lengths.subarray(literalCount)) };
}
