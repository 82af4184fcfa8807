import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Fault, shownName } from '@bootwright/core';
import type { PassedOver } from '../../files/passed-over.ts';
import { mostBytes } from '../../files/read-text.ts';

/** No set of manifests has more; the reference's own has 128 MB, of which 8 MB are left packed. */
export const fleetLimits = { files: 200_000, packedBytes: 256 * 1024 * 1024, bytes: 4 * 1024 ** 3 };

/** Texts that are being packed at a time: as many as other threads can take meanwhile, and few in memory. */
const mostPending = 32;

const pack = promisify<Uint8Array, { readonly level: number }, Buffer>(deflateRaw);
const unpack = promisify<Uint8Array, { readonly maxOutputLength: number }, Buffer>(inflateRaw);

/** Texts by name, packed in memory by other threads: manifests of one generator are much alike. */
export class PackedTexts {
  readonly #texts = new Map<string, Promise<Buffer>>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #passedOver = new Map<string, PassedOver>();
  readonly #source: string;
  #packed = 0;
  #bytes = 0;

  /** `source` names the archive or revision in faults. */
  constructor(source: string) {
    this.#source = source;
  }

  get names(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** What has the name of a manifest, or contains some, and is not read. */
  get passedOver(): readonly PassedOver[] {
    return [...this.#passedOver.values()];
  }

  /** Something that is not read, in the place of a file of that name. Faults: `file/too-long` beyond the limits. */
  passOver(one: PassedOver): void {
    if (this.#passedOver.size >= fleetLimits.files) throw this.#tooMany();
    this.#texts.delete(one.path);
    this.#passedOver.set(one.path, one);
  }

  /** Another name of a file that was added; false if no such file was. */
  link(name: string, target: string): boolean {
    const packed = this.#texts.get(target);
    if (packed !== undefined) this.#set(name, packed);
    return packed !== undefined;
  }

  /**
   * Takes a text, whose bytes stay as they are. Faults: `file/too-long` beyond the limits. A later file of the same name
   * replaces an earlier one, as in tar.
   */
  add(name: string, bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > fleetLimits.bytes) throw this.#tooMany();
    const packed = pack(bytes, { level: 1 });
    const counted: Promise<void> = packed
      .then(({ length }) => {
        this.#packed += length;
      })
      .finally(() => this.#pending.delete(counted));
    this.#pending.add(counted);
    this.#set(name, packed);
  }

  /** Waits until few texts are pending, or with 0 none. Faults: `file/too-long` where they are too large packed. */
  async settle(most: number = mostPending): Promise<void> {
    while (this.#pending.size > most) await Promise.race(this.#pending);
    if (this.#packed > fleetLimits.packedBytes) throw this.#tooMany();
  }

  #set(name: string, packed: Promise<Buffer>): void {
    if (this.#texts.size >= fleetLimits.files) throw this.#tooMany();
    this.#passedOver.delete(name);
    this.#texts.set(name, packed);
  }

  #tooMany(): Fault {
    const what = `${shownName(this.#source)} contains more than manifests: over ${fleetLimits.files} files or 4 GiB`;
    return new Fault('file/too-long', what, {
      at: { file: this.#source },
      hint: 'give an archive or a folder of manifests alone',
    });
  }

  async bytes(name: string): Promise<Uint8Array> {
    const packed = await this.#texts.get(name);
    return packed === undefined ? new Uint8Array() : unpack(packed, { maxOutputLength: mostBytes });
  }
}
