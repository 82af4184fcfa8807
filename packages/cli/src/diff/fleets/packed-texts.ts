import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Fault, shownName } from '@bootwright/core';
import { mostBytes } from '../../files/read-text.ts';

/** No set of manifests has more; the reference's own has 128 MB, of which 8 MB are left packed. */
export const fleetLimits = { files: 200_000, packedBytes: 256 * 1024 * 1024, bytes: 4 * 1024 ** 3 };

/** Texts by name, packed in memory: manifests of one generator are much alike. */
export class PackedTexts {
  readonly #texts = new Map<string, Buffer>();
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

  /** Faults: `file/too-long` beyond the limits. A later file of the same name replaces an earlier one, as in tar. */
  add(name: string, bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    const packed = deflateRawSync(bytes, { level: 1 });
    this.#packed += packed.length;
    const isLong = this.#packed > fleetLimits.packedBytes || this.#bytes > fleetLimits.bytes;
    if (isLong || this.#texts.size >= fleetLimits.files) {
      throw new Fault(
        'file/too-long',
        `${shownName(this.#source)} contains more than manifests: over ${fleetLimits.files} files or 4 GiB`,
        {
          at: { file: this.#source },
          hint: 'give an archive or a folder of manifests alone',
        },
      );
    }
    this.#texts.set(name, packed);
  }

  bytes(name: string): Uint8Array {
    const packed = this.#texts.get(name);
    return packed === undefined ? new Uint8Array() : inflateRawSync(packed, { maxOutputLength: mostBytes });
  }
}
