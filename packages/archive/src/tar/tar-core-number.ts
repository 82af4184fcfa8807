// Numbers of a header as bootc's reader has them (tar-core 0.1, `parse_octal` and `parse_numeric`). Container runtimes
// read some of them otherwise; what counts for a digest is bootc's reading.

/** Blanks around octal digits: those of ASCII, vertical tab included. */
const octal = /^[ \t\n\v\f\r]*(?:\+?([0-7]+))?[ \t\n\v\f\r]*$/;

/** Octal text up to the first NUL; blank text is 0. Absent: it is not a number. */
export function tarCoreOctal(block: Uint8Array, offset: number, length: number): bigint | undefined {
  const field = Buffer.from(block.buffer, block.byteOffset + offset, length);
  const end = field.indexOf(0);
  const match = octal.exec(field.toString('latin1', 0, end < 0 ? length : end));
  return match === null ? undefined : BigInt(`0o${match[1] ?? '0'}`);
}

/** Octal text, or base 256 where the first bit is set, of which the last 64 bits count. Absent: it is not a number. */
export function tarCoreNumber(block: Uint8Array, offset: number, length: number): bigint | undefined {
  const first = block[offset] ?? 0;
  if (first < 0x80) return tarCoreOctal(block, offset, length);
  let value = BigInt(first & 0x7f);
  for (let index = offset + 1; index < offset + length; index++) value = value * 256n + BigInt(block[index] ?? 0);
  return BigInt.asUintN(64, value);
}

/** Decimal text of an extended header, as Rust parses a `u64`. Absent: it is not one. */
export function rustUnsigned(text: string): bigint | undefined {
  const value = /^\+?[0-9]{1,200}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  return value === undefined || value > 0xffff_ffff_ffff_ffffn ? undefined : value;
}
