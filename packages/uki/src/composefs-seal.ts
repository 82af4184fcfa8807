import { splitCommandLine } from '@bootwright/core';

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

/** A word about the root, as bootc's initramfs reads it (composefs-boot, `cmdline.rs`). */
export type ComposefsWord =
  | { readonly kind: 'seal'; readonly word: string; readonly seal: ComposefsSeal }
  /** Of SHA-256, for a repository of another kind than bootc's: it is left aside. */
  | { readonly kind: 'other-algorithm'; readonly word: string }
  /** It ends the boot, as it ends the installation. */
  | { readonly kind: 'broken'; readonly word: string };

const described = /^(\??)(v1|v2)-(sha256|sha512)-12:(.*)$/s;
const digits = /^[0-9a-fA-F]{128}$/;
/** Of `composefs=`; bootc takes the longer one alone. */
const someDigits = /^(?:[0-9a-fA-F]{64}){1,2}$/;

/** The words about the root in a command line, in their order: those of `composefs.digest=` before the others. */
export function composefsWords(commandLine: string): readonly ComposefsWord[] {
  const words = splitCommandLine(commandLine);
  const valuesOf = (key: string) =>
    words.flatMap((word) => (word.startsWith(`${key}=`) ? [{ word, value: word.slice(key.length + 1) }] : []));
  return [
    ...valuesOf('composefs.digest').map(({ word, value }) => describedWord(word, value)),
    ...valuesOf('composefs').map(({ word, value }) => plainWord(word, value)),
  ];
}

function describedWord(word: string, value: string): ComposefsWord {
  const [, optional, format, algorithm, digest = ''] = described.exec(value) ?? [];
  if (algorithm === 'sha256') return { kind: 'other-algorithm', word };
  if (algorithm === undefined || !digits.test(digest)) return { kind: 'broken', word };
  const seal: ComposefsSeal = {
    parameter: 'composefs.digest',
    digest,
    format: format === 'v2' ? 'v2' : 'v1',
    optional: optional === '?',
  };
  return { kind: 'seal', word, seal };
}

function plainWord(word: string, value: string): ComposefsWord {
  const optional = value.startsWith('?');
  const digest = optional ? value.slice(1) : value;
  if (!someDigits.test(digest)) return { kind: 'broken', word };
  return { kind: 'seal', word, seal: { parameter: 'composefs', digest, optional } };
}

/**
 * What a command line seals: the first `composefs.digest=` of SHA-512, else the first `composefs=`. Absent where it has
 * neither with a digest, or the word that counts is broken.
 */
export function composefsSeal(commandLine: string): ComposefsSeal | undefined {
  const first = composefsWords(commandLine).find(({ kind }) => kind !== 'other-algorithm');
  return first?.kind === 'seal' ? first.seal : undefined;
}
