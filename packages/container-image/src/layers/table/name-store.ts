const firstLength = 64 * 1024;

/** Many short byte strings in one buffer that grows; a string is identified by its offset and length. */
export class NameStore {
  bytes = new Uint8Array(firstLength);
  length = 0;

  /** Returns the offset. */
  add(name: Uint8Array): number {
    const offset = this.length;
    const end = offset + name.length;
    if (end > this.bytes.length) this.grow(end);
    this.bytes.set(name, offset);
    this.length = end;
    return offset;
  }

  at(offset: number, length: number): Uint8Array {
    return this.bytes.subarray(offset, offset + length);
  }

  private grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
