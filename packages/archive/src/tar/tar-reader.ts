import { defined, unreachable } from '@bootwright/core';
import { WorkBudget } from '../work-budget.ts';
import { type EntryPrelude, noPrelude } from './ambiguous-entry.ts';
import { entryOf } from './entry-of-headers.ts';
import { type PaxRecords, parsePaxRecords } from './pax-records.ts';
import { mostExtents } from './sparse-map.ts';
import type { TarListener } from './tar-entry.ts';
import type { TarHeader } from './tar-header.ts';
import { blockLength, mapContinuedField, parseMapBlock, parseTarHeader, tarFault } from './tar-header.ts';

/** Longer names and records are in no real archive (Go's archive/tar draws the same line). */
const longestMeta = 1024 * 1024;

/** What the reader waits for. */
type Expected =
  | 'header'
  /** The content of an extended header or long name. */
  | 'meta'
  /** A further block of an old GNU sparse map. */
  | 'map'
  | 'wanted'
  | 'unwanted'
  /** The second block of zeros, which ends an archive with the first. */
  | 'end'
  | 'nothing';

const none = new Uint8Array();

// Own code: tar-stream takes five times as long, and does not separate entries that container runtimes read differently
// (docs/decisions/0005-own-decoders.md).

/**
 * Reads a tar archive that is pushed to it piece by piece: v7, ustar, pax and GNU, in constant memory. `subject` names
 * the archive in faults (`image/tar`); entries, names and extended headers are charged to `budget`.
 */
export class TarReader {
  private readonly listener: TarListener;
  private readonly subject: string;
  private readonly budget: WorkBudget;
  private expected: Expected = 'header';
  /** Bytes of the content, then of its padding, that are still to come. */
  private remaining = 0;
  private padding = 0;
  private readonly block = new Uint8Array(blockLength);
  private filled = 0;
  private meta: { readonly type: string; readonly bytes: Uint8Array; filled: number } | undefined;
  private pax: PaxRecords = {};
  private paxBytes: Uint8Array = none;
  private longName: Uint8Array | undefined;
  private longTarget: Uint8Array | undefined;
  private prelude: EntryPrelude = noPrelude;
  private pending: TarHeader | undefined;
  /** Of the pending header's map, as far as it was read. */
  private mapNumbers: number[] = [];
  /** Whether the last entry has no content. */
  private isLastEmpty = false;

  constructor(listener: TarListener, subject: string, budget = new WorkBudget()) {
    this.listener = listener;
    this.subject = subject;
    this.budget = budget;
  }

  /** How many of the bytes to come may be passed over with `skip` instead of being pushed. */
  get skippable(): number {
    return this.expected === 'unwanted' ? this.remaining + this.padding : 0;
  }

  /** At most `skippable`. */
  skip(count: number): void {
    const ofContent = Math.min(count, this.remaining);
    this.remaining -= ofContent;
    this.padding -= count - ofContent;
    if (this.remaining + this.padding === 0) this.expected = 'header';
  }

  push(bytes: Uint8Array): void {
    let offset = 0;
    while (offset < bytes.length) offset += this.take(bytes, offset);
  }

  /**
   * Whether the archive has an end that bootc rejects and container runtimes take: one block of zeros; none behind an entry
   * without content; or no padding. To be asked at the end of the bytes.
   */
  get isCutShort(): boolean {
    return this.expected === 'header' ? this.isLastEmpty : this.expected !== 'nothing';
  }

  /** To be called at the end of the bytes. Faults where that is in the midst of an entry. */
  finish(): void {
    if (this.expected === 'nothing') return;
    const isAtBlock = this.expected === 'header' || this.expected === 'end';
    const isBetween = isAtBlock && this.filled === 0 && !this.hasMeta();
    // The padding of the last entry may be missing.
    const isPadding = (this.expected === 'unwanted' || this.expected === 'wanted') && this.remaining === 0;
    if (!isBetween && !isPadding) throw tarFault(this.subject, 'it ends in the midst of an entry');
  }

  private hasMeta(): boolean {
    return this.longName !== undefined || this.longTarget !== undefined || Object.keys(this.pax).length > 0;
  }

  /** Takes some bytes and returns how many. */
  private take(bytes: Uint8Array, offset: number): number {
    switch (this.expected) {
      case 'header':
      case 'map':
      case 'end':
        return this.takeBlock(bytes, offset);
      case 'meta':
        return this.takeMeta(bytes, offset);
      case 'unwanted': {
        const count = Math.min(this.skippable, bytes.length - offset);
        this.skip(count);
        return count;
      }
      case 'wanted':
        return this.takeContent(bytes, offset);
      case 'nothing':
        return bytes.length - offset;
      default:
        return unreachable(this.expected);
    }
  }

  private takeBlock(bytes: Uint8Array, offset: number): number {
    const available = bytes.length - offset;
    if (this.filled === 0 && available >= blockLength) {
      this.onBlock(bytes.subarray(offset, offset + blockLength));
      return blockLength;
    }
    const count = Math.min(available, blockLength - this.filled);
    this.block.set(bytes.subarray(offset, offset + count), this.filled);
    this.filled += count;
    if (this.filled === blockLength) {
      this.filled = 0;
      this.onBlock(this.block);
    }
    return count;
  }

  private onBlock(block: Uint8Array): void {
    if (this.expected === 'map') {
      this.goOnWithMap(block);
      return;
    }
    if (this.expected === 'end') {
      // Go's archive/tar takes it for broken; tar-core 0.1, which bootc has, goes on, so that each would see other files.
      if (block.some((byte) => byte !== 0)) throw tarFault(this.subject, 'entries follow a block of zeros');
      this.expected = 'nothing';
      return;
    }
    const header = parseTarHeader(block, this.subject);
    if (header === undefined) {
      if (this.hasMeta()) throw tarFault(this.subject, 'it ends behind an extended header');
      this.expected = 'end';
    } else if (header.type === 'x' || header.type === 'g' || header.type === 'L' || header.type === 'K') {
      this.beginMeta(header);
    } else if (header.mapGoesOn) {
      this.pending = { ...header, name: header.name.slice() };
      this.mapNumbers = [...(header.sparseNumbers ?? [])];
      this.expected = 'map';
    } else {
      this.begin(header);
    }
  }

  private goOnWithMap(block: Uint8Array): void {
    const { pending } = this;
    if (pending === undefined) return;
    this.budget.spend('header bytes', block.length);
    for (const number of parseMapBlock(block, this.subject)) this.mapNumbers.push(number);
    if (this.mapNumbers.length > mostExtents * 2)
      throw tarFault(this.subject, `a sparse file has more than ${mostExtents} parts`);
    if (block[mapContinuedField] === 0) this.begin({ ...pending, sparseNumbers: this.mapNumbers });
  }

  private beginMeta(header: TarHeader): void {
    const { types, inOldForm, ambiguity = header.ambiguity } = this.prelude;
    this.prelude = {
      types: types + header.type,
      inOldForm: inOldForm || !header.isExtended,
      ...(ambiguity === undefined ? {} : { ambiguity }),
    };
    this.budget.spend('header bytes', blockLength + header.size);
    if (header.size > longestMeta) throw tarFault(this.subject, `an extended header has ${header.size} bytes`);
    this.meta = { type: header.type, bytes: new Uint8Array(header.size), filled: 0 };
    this.remaining = header.size;
    this.padding = paddingOf(header.size);
    this.expected = header.size === 0 ? 'header' : 'meta';
    if (header.size === 0) this.endMeta();
  }

  private takeMeta(bytes: Uint8Array, offset: number): number {
    const count = Math.min(bytes.length - offset, this.remaining + this.padding);
    const ofContent = Math.min(count, this.remaining);
    if (this.meta !== undefined) {
      this.meta.bytes.set(bytes.subarray(offset, offset + ofContent), this.meta.filled);
      this.meta.filled += ofContent;
    }
    this.remaining -= ofContent;
    this.padding -= count - ofContent;
    if (this.remaining + this.padding === 0) this.endMeta();
    return count;
  }

  private endMeta(): void {
    this.expected = 'header';
    if (this.meta === undefined) return;
    const { type, bytes } = this.meta;
    this.meta = undefined;
    if (type === 'x') {
      this.pax = parsePaxRecords(bytes, this.subject);
      this.paxBytes = bytes;
    }
    if (type === 'L') this.longName = untilNul(bytes);
    else if (type === 'K') this.longTarget = untilNul(bytes);
    // Global headers speak of the archive: runtimes leave them aside.
  }

  private begin(header: TarHeader): void {
    const { pax, paxBytes, longName, longTarget, prelude } = this;
    this.prelude = noPrelude;
    this.pax = {};
    this.paxBytes = none;
    this.longName = undefined;
    this.longTarget = undefined;
    this.pending = undefined;
    const headers = { header, pax, paxBytes, prelude, ...defined({ longName, longTarget }) };
    const entry = entryOf(headers, this.subject, this.budget);
    const { stored } = entry;
    const isWanted = this.listener.entry(entry);
    this.remaining = stored;
    this.isLastEmpty = stored === 0;
    this.padding = paddingOf(stored);
    this.expected = isWanted ? 'wanted' : 'unwanted';
    if (stored === 0) {
      this.expected = 'header';
      if (isWanted) this.listener.end();
    }
  }

  private takeContent(bytes: Uint8Array, offset: number): number {
    const count = Math.min(bytes.length - offset, this.remaining);
    this.listener.content(bytes.subarray(offset, offset + count));
    this.remaining -= count;
    if (this.remaining === 0) {
      this.listener.end();
      this.expected = this.padding === 0 ? 'header' : 'unwanted';
    }
    return count;
  }
}

function paddingOf(size: number): number {
  const over = size % blockLength;
  return over === 0 ? 0 : blockLength - over;
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
