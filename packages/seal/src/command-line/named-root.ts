import type { ComposefsSeal, ComposefsWord } from '@bootwright/uki';
import { composefsWords } from '@bootwright/uki';

/** Which root a kernel command line names to bootc's initramfs. */
export type NamedRoot =
  | { readonly kind: 'none' }
  /** `isRead`: bootc's initramfs acts on it, which waits for `composefs=` (`bootc-root-setup.service`). */
  | { readonly kind: 'root'; readonly seal: ComposefsSeal; readonly isRead: boolean }
  /** The word that counts ends the boot. */
  | { readonly kind: 'broken'; readonly word: string }
  /** Words that do not say the same: which counts depends on who reads them. */
  | { readonly kind: 'contradictory'; readonly words: readonly string[] };

/**
 * The root that a command line names. bootc's initramfs takes the first word that it understands; other versions of it
 * try each in order, and bootc's installer and systemd remove quotes before they look. So all words have to agree.
 */
export function namedRoot(commandLine: string): NamedRoot {
  const words = composefsWords(commandLine).filter(({ kind }) => kind !== 'other-algorithm');
  const known = new Set(words.map(({ word }) => word));
  const hidden = looseWords(commandLine).filter((word) => isAboutRoot(word) && !known.has(word) && !isOfSha256(word));
  const [first, ...others] = words;
  if (first === undefined && hidden.length === 0) return { kind: 'none' };
  if (first === undefined || hidden.length > 0 || others.some((other) => !isSame(first, other)))
    return { kind: 'contradictory', words: [...known, ...hidden] };
  if (first.kind !== 'seal') return { kind: 'broken', word: first.word };
  const isRead = words.some((word) => word.kind === 'seal' && word.seal.parameter === 'composefs');
  return { kind: 'root', seal: first.seal, isRead };
}

function isSame(one: ComposefsWord, other: ComposefsWord): boolean {
  if (one.kind !== 'seal' || other.kind !== 'seal') return one.word === other.word;
  const [a, b] = [one.seal, other.seal];
  return (
    a.digest.toLowerCase() === b.digest.toLowerCase() &&
    a.optional === b.optional &&
    (a.format ?? 'v1') === (b.format ?? 'v1')
  );
}

/** As a reader splits a command line who knows no quotes, and then without any. */
export function looseWords(commandLine: string): readonly string[] {
  return commandLine
    .split(separators)
    .map((word) => word.replaceAll(quotes, ''))
    .filter((word) => word !== '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: systemd-stub makes blanks of them
const separators = /[\u0000-\u0020\u007f]+/;
const quotes = /["'\\]/g;

/** Whether those who read a command line may split it differently: the kernel, systemd, dracut and bootc quote otherwise. */
export const hasQuotes = (commandLine: string): boolean => /["'\\]/.test(commandLine);

/** Keys compare with `-` and `_` alike, to the kernel and to systemd. */
export const keyOf = (word: string): string => (word.split('=', 1)[0] ?? '').replaceAll('-', '_');

function isAboutRoot(word: string): boolean {
  return ['composefs', 'composefs.digest'].includes(keyOf(word));
}

function isOfSha256(word: string): boolean {
  return composefsWords(word).some(({ kind }) => kind === 'other-algorithm');
}
