import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Fault, shownName } from '@bootwright/core';
import type { PassedOver } from '../../files/passed-over.ts';
import { mostBytes } from '../../files/read-text.ts';

/** No set of manifests has more; the reference's own has 128 MB, of which 8 MB are left packed. */
export const fleetLimits = { files: 200_000, packedBytes: 256 * 1024 * 1024, bytes: 4 * 1024 ** 3 };

/** Texts by name, packed in memory: manifests of one generator are much alike. */
export class PackedTexts {
  readonly #texts = new Map<string, Buffer>();
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

  /** Another name of a file that was added; false where there is none. */
  link(name: string, target: string): boolean {
    const packed = this.#texts.get(target);
    if (packed !== undefined) this.#set(name, packed);
    return packed !== undefined;
  }

  /** Faults: `file/too-long` beyond the limits. A later file of the same name replaces an earlier one, as in tar. */
  add(name: string, bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    const packed = deflateRawSync(bytes, { level: 1 });
    this.#packed += packed.length;
    if (this.#packed > fleetLimits.packedBytes || this.#bytes > fleetLimits.bytes) throw this.#tooMany();
    this.#set(name, packed);
  }

  #set(name: string, packed: Buffer): void {
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

  bytes(name: string): Uint8Array {
    const packed = this.#texts.get(name);
    return packed === undefined ? new Uint8Array() : inflateRawSync(packed, { maxOutputLength: mostBytes });
  }
}
