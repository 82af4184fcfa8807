/** CRC-64 as xz counts it (ECMA-182, reflected), of bytes that come in portions. */
export class Crc64 {
  private high = -1;
  private low = -1;

  add(bytes: Uint8Array): void {
    let { high, low } = this;
    for (let index = 0; index < bytes.length; index++) {
      const row = ((low ^ (bytes[index] ?? 0)) & 0xff) * 2;
      low = ((low >>> 8) | (high << 24)) ^ (crc64Table[row + 1] ?? 0);
      high = (high >>> 8) ^ (crc64Table[row] ?? 0);
    }
    this.high = high;
    this.low = low;
  }

  /** The value as xz writes it: eight bytes, the lowest first. */
  bytes(): Uint8Array {
    const view = new DataView(new ArrayBuffer(8));
    view.setInt32(0, ~this.low, true);
    view.setInt32(4, ~this.high, true);
    return new Uint8Array(view.buffer);
  }
}

/** High and low half of each row. */
const crc64Table = crc64Rows();

function crc64Rows(): Int32Array {
  const rows = new Int32Array(512);
  for (let byte = 0; byte < 256; byte++) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd === 1) {
        high ^= 0xc96c5795;
        low ^= 0xd7870f42;
      }
    }
    rows[byte * 2] = high;
    rows[byte * 2 + 1] = low;
  }
  return rows;
}

/** CRC-32 with the highest bit first, as bzip2 counts it, of bytes one by one. */
export class Bzip2Crc {
  private crc = -1;

  add(bytes: Uint8Array): void {
    let { crc } = this;
    for (let index = 0; index < bytes.length; index++) {
      crc = (crc << 8) ^ (bzip2Table[(crc >>> 24) ^ (bytes[index] ?? 0)] ?? 0);
    }
    this.crc = crc;
  }

  value(): number {
    return ~this.crc >>> 0;
  }
}

const bzip2Table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
