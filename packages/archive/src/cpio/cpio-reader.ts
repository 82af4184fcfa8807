import { Fault } from '@bootwright/core';

/** A member of a cpio archive, without its content. */
export interface CpioMember {
  /** As in the archive, one character a byte. */
  readonly name: string;
  readonly isFile: boolean;
  /** Bytes of its content. */
  readonly size: number;
}

/** Takes what a reader comes across. */
export interface CpioVisitor {
  /** Whether the content of a member is wanted. Throws to end the reading. */
  readonly wants: (member: CpioMember) => boolean;
  readonly take: (member: CpioMember, content: Uint8Array) => void;
}

const magic = '070701';
const headerLength = 110;
/** Where the eight hexadecimal digits of a field begin (cpio's "newc" format). */
const fields = { mode: 14, size: 54, nameSize: 94 };
const fieldLength = 8;
const longestName = 64 * 1024;
const trailer = 'TRAILER!!!';
const [formatBits, regularFile] = [0o170000, 0o100000];

/**
 * Reads one cpio archive in the "newc" format from bytes that come in portions, and keeps nothing but the contents that
 * are wanted. Faults: `cpio/broken` for other data, or without a trailer.
 */
export class CpioReader {
  private readonly visitor: CpioVisitor;
  private readonly header = new Uint8Array(headerLength);
  private part: 'header' | 'name' | 'content' | 'end' = 'header';
  /** What is being filled, if its bytes are wanted, and how many are missing. */
  private target: Uint8Array | undefined = this.header;
  private missing = headerLength;
  private member: CpioMember = { name: '', isFile: false, size: 0 };
  /** Bytes of the archive so far; after its trailer this is where it ended. */
  position = 0;

  constructor(visitor: CpioVisitor) {
    this.visitor = visitor;
  }

  /** Whether the trailer was read; what follows it is passed over. */
  get isComplete(): boolean {
    return this.part === 'end';
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length && this.part !== 'end'; ) {
      const count = Math.min(this.missing, bytes.length - from);
      this.target?.set(bytes.subarray(from, from + count), this.target.length - this.missing);
      this.missing -= count;
      this.position += count;
      from += count;
      while (this.missing === 0 && !this.isComplete) this.next();
    }
  }

  /** Says that no more bytes come. */
  finish(): void {
    if (this.part !== 'end') throw broken('it ends before its trailer');
  }

  private next(): void {
    switch (this.part) {
      case 'header':
        this.startName();
        break;
      case 'name':
        this.startContent();
        break;
      case 'content':
        if (this.target !== undefined) this.visitor.take(this.member, this.target.subarray(0, this.member.size));
        this.expect('header', headerLength, this.header);
        break;
      case 'end':
        break;
    }
  }

  private startName(): void {
    for (let index = 0; index < magic.length; index++) {
      if (this.header[index] !== magic.charCodeAt(index))
        throw broken(`no member of it begins at byte ${this.start()}`);
    }
    const size = this.field(fields.nameSize);
    if (size === 0 || size > longestName) throw broken(`a name of ${size} bytes at byte ${this.start()}`);
    const length = upToFour(headerLength + size) - headerLength;
    this.expect('name', length, new Uint8Array(length));
  }

  private startContent(): void {
    const name = textUpToNul(this.target ?? this.header);
    const size = this.field(fields.size);
    if (name === trailer) {
      this.expect('end', 0, undefined);
      return;
    }
    const isFile = (this.field(fields.mode) & formatBits) === regularFile;
    this.member = { name, isFile, size };
    const length = upToFour(size);
    this.expect('content', length, this.visitor.wants(this.member) ? new Uint8Array(length) : undefined);
  }

  private expect(part: typeof this.part, length: number, target: Uint8Array | undefined): void {
    this.part = part;
    this.missing = length;
    this.target = target;
  }

  private field(at: number): number {
    let value = 0;
    for (let index = at; index < at + fieldLength; index++) {
      const digit = digitOf(this.header[index] ?? 0);
      if (digit < 0) throw broken(`the header before byte ${this.position} has an invalid number`);
      value = value * 16 + digit;
    }
    return value;
  }

  private start(): number {
    return this.position - headerLength;
  }
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function upToFour(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function textUpToNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function broken(why: string): Fault {
  return new Fault('cpio/broken', `invalid cpio archive: ${why}`, {
    hint: 'rebuild the initramfs with dracut',
  });
}
