import { Fault, JsonNumber } from '@bootwright/core';
import type { Manifest } from '../manifest.ts';
import { encodeFlat } from './encode-flat.ts';
import { encodeString } from './encode-string.ts';
import { orderedKeys } from './sorted-record.ts';

/**
 * The manifest's canonical text, as Go's `json.MarshalIndent` writes it: two spaces a level, fields in the order they
 * have, `[]` and `{}` for what is empty, Go's escapes in strings, and a newline at the end.
 */
export function encodeManifest(manifest: Manifest): string {
  return encodeJson(manifest);
}

/**
 * The text of `encodeManifest` in pieces, for one that is longer than a string can be, or that is only hashed. Pieces have
 * about a million characters, and more where one string of the manifest has.
 */
export function encodeManifestPieces(manifest: Manifest, write: (piece: string) => void): void {
  write(`${new Encoder(indented, write).encode(manifest)}\n`);
}

/** The same without white space between the tokens, and a newline at the end. */
export function encodeManifestCompact(manifest: Manifest): string {
  return encodeJsonCompact(manifest);
}

/** Any JSON value in the form of `encodeManifest`; what lies deeper than 500 levels goes on in one line. */
export function encodeJson(value: unknown): string {
  return encodeWhole(value, indented);
}

/** Any JSON value in the form of `encodeManifestCompact`. */
export function encodeJsonCompact(value: unknown): string {
  return encodeWhole(value, compact);
}

/** Fault: `osbuild/too-large`. Each stage names all volumes, so that a manifest grows with the square of their number. */
function encodeWhole(value: unknown, form: Layout): string {
  try {
    return `${new Encoder(form).encode(value)}\n`;
  } catch (cause) {
    if (!(cause instanceof RangeError && cause.message.startsWith('Invalid string length'))) throw cause;
    throw new Fault('osbuild/too-large', 'the manifest is longer than a string can be', {
      hint: 'ask for fewer volumes, or put large files into the container',
      cause,
    });
  }
}

interface Layout {
  /** What goes before an item of that depth. */
  lineBreak(depth: number): string;
  /** A key of that depth with all that stands around it, beginning with `opener`. */
  key(opener: '{' | ',', depth: number, name: string): string;
}

/** Far deeper than any manifest. Indented further, a text grows with the square of the depth. */
const deepest = 500;

/** Characters of a piece of text that is given away. */
const pieceLength = 1024 * 1024;

/** Keys are few and come again in every manifest; more than these are not kept. */
const keptKeys = 2_000;

function layout(breakAt: (depth: number) => string, colon: string): Layout {
  const breaks: string[] = [];
  const keys = { '{': [] as Map<string, string>[], ',': [] as Map<string, string>[] };
  const lineBreak = (depth: number): string => {
    breaks[depth] ??= breakAt(depth);
    return breaks[depth];
  };
  return {
    lineBreak,
    key(opener, depth, name) {
      keys[opener][depth] ??= new Map();
      const known = keys[opener][depth];
      const kept = known.get(name);
      if (kept !== undefined) return kept;
      const text = [opener, lineBreak(depth), encodeString(name), colon].join('');
      if (known.size < keptKeys) known.set(name, text);
      return text;
    },
  };
}

const indented = layout((depth) => `\n${'  '.repeat(depth)}`, ': ');
const compact = layout(() => '', ':');

/**
 * Appends to one growing text, which V8 flattens faster than texts built of texts. Devices and mounts come again by
 * identity in many stages, always at one depth, and are encoded once.
 */
class Encoder {
  private text = '';
  /** By depth. */
  private readonly shared: Map<unknown, string>[] = [];
  private readonly layout: Layout;
  private readonly write: ((piece: string) => void) | undefined;
  /** Whether `text` is a part that comes again, which is not given away. */
  private isKept = false;

  constructor(form: Layout, write?: (piece: string) => void) {
    this.layout = form;
    this.write = write;
  }

  encode(value: unknown): string {
    this.append(value, 0);
    return this.text;
  }

  private append(value: unknown, depth: number): void {
    if (typeof value === 'string') this.text += encodeString(value);
    else if (depth >= deepest) this.text += encodeFlat(value);
    else if (Array.isArray(value)) this.appendList(value, depth);
    else if (value instanceof JsonNumber) this.text += value.text;
    else if (hasMembers(value)) this.appendRecord(value, depth);
    else this.text += JSON.stringify(value);
    if (this.text.length > pieceLength) this.giveAway();
  }

  private giveAway(): void {
    if (this.write === undefined || this.isKept) return;
    this.write(this.text);
    this.text = '';
  }

  private appendList(list: readonly unknown[], depth: number): void {
    if (list.length === 0) {
      this.text += '[]';
      return;
    }
    const lineBreak = this.layout.lineBreak(depth + 1);
    let opener = '[';
    for (const item of list) {
      this.text += opener;
      this.text += lineBreak;
      this.append(item, depth + 1);
      opener = ',';
    }
    this.text += this.layout.lineBreak(depth);
    this.text += ']';
  }

  private appendRecord(record: Readonly<Record<string, unknown>>, depth: number): void {
    let opener: '{' | ',' = '{';
    for (const key of orderedKeys(record)) {
      const value = record[key];
      if (value === undefined) continue;
      this.text += this.layout.key(opener, depth + 1, key);
      if (key === 'devices' || key === 'mounts') this.appendShared(value, depth + 1);
      else this.append(value, depth + 1);
      opener = ',';
    }
    if (opener === '{') {
      this.text += '{}';
      return;
    }
    this.text += this.layout.lineBreak(depth);
    this.text += '}';
  }

  private appendShared(value: unknown, depth: number): void {
    this.shared[depth] ??= new Map();
    const shared = this.shared[depth];
    const { text: before, isKept } = this;
    let text = shared.get(value);
    if (text === undefined) {
      this.text = '';
      this.isKept = true;
      this.append(value, depth);
      this.isKept = isKept;
      text = this.text;
      shared.set(value, text);
    }
    this.text = before + text;
  }
}

function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
