import { hash } from 'node:crypto';

/** How blocks are hashed: bootc uses SHA-512. */
export type VerityAlgorithm = 'sha256' | 'sha512';

export const verityBlock = 4096;
/** Numbers of the hashes, and log2 of the block (Linux, `fsverity.rst`, "fs-verity descriptor"). */
const algorithmNumbers: Readonly<Record<VerityAlgorithm, number>> = { sha256: 1, sha512: 2 };
const blockBits = 12;
const hashLengths: Readonly<Record<VerityAlgorithm, number>> = { sha256: 32, sha512: 64 };

/** The hashes of one level of the tree that wait for the block to be full. */
interface Level {
  readonly block: Uint8Array;
  filled: number;
  /** Hashes in all. */
  count: number;
}

/** The fs-verity digest of a file that streams by (Linux, `fsverity.rst`): blocks of 4096 bytes, without a salt. */
export class FsVerity {
  private readonly algorithm: VerityAlgorithm;
  private readonly levels: Level[] = [];
  private readonly block = new Uint8Array(verityBlock);
  private filled = 0;
  private size = 0;

  constructor(algorithm: VerityAlgorithm) {
    this.algorithm = algorithm;
  }

  update(bytes: Uint8Array): void {
    this.size += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      if (this.filled === 0 && bytes.length - from >= verityBlock) {
        this.add(0, this.hashOf(bytes.subarray(from, from + verityBlock)));
        from += verityBlock;
        continue;
      }
      const count = Math.min(verityBlock - this.filled, bytes.length - from);
      this.block.set(bytes.subarray(from, from + count), this.filled);
      this.filled += count;
      from += count;
      if (this.filled === verityBlock) this.flushBlock();
    }
  }

  /** The digest of what came since the last one. */
  digest(): Uint8Array {
    const digest = this.finish();
    this.size = 0;
    for (const level of this.levels) {
      level.filled = 0;
      level.count = 0;
    }
    return digest;
  }

  private finish(): Uint8Array {
    if (this.filled > 0) this.flushBlock();
    const descriptor = new Uint8Array(256);
    const view = new DataView(descriptor.buffer);
    view.setUint8(0, 1);
    view.setUint8(1, algorithmNumbers[this.algorithm]);
    view.setUint8(2, blockBits);
    view.setBigUint64(8, BigInt(this.size), true);
    descriptor.set(this.root(), 16);
    return this.hashOf(descriptor);
  }

  private flushBlock(): void {
    this.block.fill(0, this.filled);
    this.filled = 0;
    this.add(0, this.hashOf(this.block));
  }

  private add(depth: number, digest: Uint8Array): void {
    const level = this.levels[depth] ?? { block: new Uint8Array(verityBlock), filled: 0, count: 0 };
    this.levels[depth] = level;
    level.block.set(digest, level.filled);
    level.filled += digest.length;
    level.count += 1;
    if (level.filled === verityBlock) this.flushLevel(depth, level);
  }

  private flushLevel(depth: number, level: Level): void {
    level.block.fill(0, level.filled);
    level.filled = 0;
    this.add(depth + 1, this.hashOf(level.block));
  }

  /** The one hash above all others; zeros of no data. */
  private root(): Uint8Array {
    for (let depth = 0; ; depth++) {
      const level = this.levels[depth];
      if (level === undefined) return new Uint8Array();
      if (level.count === 1) return level.block.subarray(0, hashLengths[this.algorithm]);
      if (level.filled > 0) this.flushLevel(depth, level);
    }
  }

  private hashOf(bytes: Uint8Array): Uint8Array {
    return hash(this.algorithm, bytes, 'buffer');
  }
}
