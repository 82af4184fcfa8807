import { splitCommandLine } from '../kernel-arguments.ts';

/** The root file system that a kernel command line allows: an EROFS image by its fs-verity digest. */
export interface ComposefsSeal {
  readonly parameter: 'composefs' | 'composefs.digest';
  /** Hexadecimal, as it is written: 128 digits for SHA-512, 64 for SHA-256. */
  readonly digest: string;
  /** The version of the image's format, where the parameter tells. `composefs=` says nothing about it. */
  readonly format?: 'v1' | 'v2';
  /** Whether a root without fs-verity is taken too (`?` before the digest). */
  readonly optional: boolean;
}

const newForm = /^composefs\.digest=(\??)(v1|v2)-sha512-12:([0-9a-fA-F]{128})$/;
const oldForm = /^composefs=(\??)((?:[0-9a-fA-F]{64}){1,2})$/;

/**
 * What a command line seals: the first `composefs.digest=` of a known algorithm, else the first `composefs=`, as bootc
 * compares them (composefs-boot, `cmdline.rs`). Absent where it has neither with a digest.
 */
export function composefsSeal(commandLine: string): ComposefsSeal | undefined {
  const words = splitCommandLine(commandLine);
  for (const word of words) {
    const [, optional, format, digest] = newForm.exec(word) ?? [];
    if (digest === undefined) continue;
    return {
      parameter: 'composefs.digest',
      digest,
      format: format === 'v2' ? 'v2' : 'v1',
      optional: optional === '?',
    };
  }
  const old = words.find((word) => word.startsWith('composefs='));
  const [, optional, digest] = oldForm.exec(old ?? '') ?? [];
  return digest === undefined ? undefined : { parameter: 'composefs', digest, optional: optional === '?' };
}
