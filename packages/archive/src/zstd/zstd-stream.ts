import { WorkBudget } from '../work-budget.ts';
import type { BlockState } from './block.ts';
import { blockState, decodeBlock } from './block.ts';
import { Damage, damage } from './damage.ts';
import { History, mostInBlock, spare } from './history.ts';

// Own code, as layers and initramfs are untrusted. Node's zlib has zstd from 22.15 on, but returns only the first of the
// frames in one piece, of which zstd:chunked layers have thousands, and takes a cut frame for a whole one; zstddec
// (WebAssembly) does not end on damaged data and never frees its memory; fzstd moves its whole window for every block: 6.1 s
// for 806 bytes (docs/decisions/0005-own-decoders.md).

const magic = 0xfd2fb528;
/** Skippable frames have this but for the lowest four bits. */
const skippableMagic = 0x184d2a5;
/** As zstd's own program: no more memory than this for what may be repeated. */
const largestWindow = 128 * 1024 * 1024;
/** The longest header of a frame (RFC 8878, 3.1.1.1). */
const longestHeader = 18;

const dictionaryLengths = [0, 1, 2, 4];

type Expected = 'frame' | 'header' | 'block' | 'checksum' | 'skipped' | 'size';

/**
 * Unpacks zstd (RFC 8878) as it streams by: frames in a row, skippable ones among them, in memory of little more than the
 * window. Checksums are passed over, for whoever reads layers compares digests. Throws `Damage`.
 */
export class ZstdStream {
  private readonly input = new Uint8Array(2 * mostInBlock + 2 * longestHeader + spare);
  private start = 0;
  private end = 0;
  private expected: Expected = 'frame';
  private toSkip = 0;
  private begun = 0;
  private hasChecksum = false;
  private hasEnded = false;
  private readonly history: History;
  private readonly after: 'damage' | 'ignored';
  private state: BlockState = blockState();

  /** Its memory is charged to `budget` until it is closed. `after`: what bytes are that follow the last frame. */
  constructor(budget = new WorkBudget(), after: 'damage' | 'ignored' = 'damage') {
    this.history = new History(budget);
    this.after = after;
  }

  /** How many frames began so far, those included that are skipped. */
  get frames(): number {
    return this.begun;
  }

  /** Gives its memory back to the budget. */
  close(): void {
    this.history.release();
  }

  /** Unpacks as far as possible; each piece is valid until the next is requested. */
  *push(bytes: Uint8Array): Generator<Uint8Array> {
    let offset = 0;
    while (offset < bytes.length && !this.hasEnded) {
      offset += this.fill(bytes, offset);
      let from = this.history.end;
      while (this.hasNext()) {
        if (this.expected === 'block' && !this.history.hasRoom()) {
          if (this.history.end > from) yield this.history.bytes.subarray(from, this.history.end);
          this.history.prepare();
          from = this.history.end;
        }
        this.step();
      }
      if (this.history.end > from) yield this.history.bytes.subarray(from, this.history.end);
    }
  }

  /** To be called at the end of the bytes. */
  finish(): void {
    const hasRest = this.start < this.end && !(this.after === 'ignored' && this.begun > 0);
    if (this.expected !== 'frame' || hasRest) damage('it ends too early');
  }

  private fill(bytes: Uint8Array, offset: number): number {
    if (this.start > 0) {
      this.input.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    const count = Math.min(bytes.length - offset, this.input.length - spare - this.end);
    this.input.set(bytes.subarray(offset, offset + count), this.end);
    this.end += count;
    return count;
  }

  /** Whether enough is there for the next step. */
  private hasNext(): boolean {
    const available = this.end - this.start;
    switch (this.expected) {
      case 'frame':
      case 'size':
      case 'checksum':
        return available >= 4 && !this.hasEnded;
      case 'header':
        return available > 0 && available >= this.headerLength();
      case 'block':
        return available >= 3 && available >= 3 + this.storedInBlock();
      case 'skipped':
        return available > 0 || this.toSkip === 0;
    }
  }

  private step(): void {
    switch (this.expected) {
      case 'frame': {
        const word = this.word();
        if (word !== magic && Math.floor(word / 16) !== skippableMagic) {
          if (this.after === 'damage' || this.begun === 0) damage('something else stands where a frame should');
          this.hasEnded = true;
          return;
        }
        this.begun += 1;
        this.expected = word === magic ? 'header' : 'size';
        this.start += 4;
        return;
      }
      case 'size':
        this.toSkip = this.word();
        this.start += 4;
        this.expected = 'skipped';
        return;
      case 'skipped': {
        const count = Math.min(this.toSkip, this.end - this.start);
        this.start += count;
        this.toSkip -= count;
        if (this.toSkip === 0) this.expected = 'frame';
        return;
      }
      case 'header':
        this.beginFrame();
        return;
      case 'block':
        this.block();
        return;
      case 'checksum':
        this.start += 4;
        this.expected = 'frame';
        return;
    }
  }

  private word(): number {
    const { input, start } = this;
    return (
      ((input[start] ?? 0) |
        ((input[start + 1] ?? 0) << 8) |
        ((input[start + 2] ?? 0) << 16) |
        ((input[start + 3] ?? 0) << 24)) >>>
      0
    );
  }

  /** Without the magic number. */
  private headerLength(): number {
    const descriptor = this.input[this.start] ?? 0;
    const isSingle = (descriptor & 0x20) !== 0;
    return 1 + (isSingle ? 0 : 1) + (dictionaryLengths[descriptor & 3] ?? 0) + this.sizeLength(descriptor);
  }

  private sizeLength(descriptor: number): number {
    const code = descriptor >> 6;
    return code === 0 ? ((descriptor & 0x20) !== 0 ? 1 : 0) : 1 << code;
  }

  private beginFrame(): void {
    const { input, start } = this;
    const descriptor = input[start] ?? 0;
    const length = this.headerLength();
    if ((descriptor & 8) !== 0) damage('a frame uses what is reserved');
    if ((descriptor & 3) !== 0) throw new Damage('a frame needs a dictionary', true);
    let window: number;
    if ((descriptor & 0x20) === 0) {
      const code = input[start + 1] ?? 0;
      const base = 2 ** (10 + (code >> 3));
      window = base + (base / 8) * (code & 7);
    } else {
      const sizeLength = this.sizeLength(descriptor);
      window = sizeLength === 2 ? 256 : 0;
      for (let index = 0; index < sizeLength; index++) window += (input[start + 1 + index] ?? 0) * 256 ** index;
    }
    if (window > largestWindow)
      throw new Damage(`a frame needs ${window} bytes of memory, more than ${largestWindow}`, true);
    this.hasChecksum = (descriptor & 4) !== 0;
    this.history.begin(window);
    this.state = blockState(this.state.literals);
    this.start += length;
    this.expected = 'block';
  }

  private storedInBlock(): number {
    const header = this.word() & 0xffffff;
    const size = header >> 3;
    const kind = (header >> 1) & 3;
    if (size > mostInBlock || kind === 3) damage('a block is invalid');
    return kind === 1 ? 1 : size;
  }

  private block(): void {
    const { input, history } = this;
    const stored = this.storedInBlock();
    const header = this.word() & 0xffffff;
    const from = this.start + 3;
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    if (kind === 0) {
      history.bytes.set(input.subarray(from, from + size), history.end);
      history.end += size;
    } else if (kind === 1) {
      history.bytes.fill(input[from] ?? 0, history.end, history.end + size);
      history.end += size;
    } else {
      decodeBlock(input, from, from + size, { state: this.state, history });
    }
    this.start = from + stored;
    if ((header & 1) === 1) this.expected = this.hasChecksum ? 'checksum' : 'frame';
  }
}
