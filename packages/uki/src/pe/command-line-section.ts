import type { ReadBytes } from '@bootwright/archive';
import { caughtFault, Fault } from '@bootwright/core';
import { loadedBytes, type PeSection, sectionBytes, upToNul } from './pe-sections.ts';

/** The text of a section, or why nobody can tell it. */
export type SectionText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A `.cmdline` section, as each of those sees it who read it. */
export interface CommandLineSection {
  /** As bootc reads it when it installs: as many bytes as its header says that it has in memory. */
  readonly installed: SectionText;
  /** As firmware loads it and systemd-stub passes it to the kernel. */
  readonly passed: SectionText;
}

/** Both readings of a `.cmdline` section. */
export function commandLineSection(read: ReadBytes, section: PeSection): CommandLineSection {
  return {
    installed: attempt(() => decoded(sectionBytes(read, section))),
    passed: attempt(() => passedOn(loadedBytes(read, section))),
  };
}

/** bootc reads no command line that is not UTF-8; a NUL is a character to it like others. */
function decoded(bytes: Uint8Array): SectionText {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'unreadable', why: 'its command line is not UTF-8' };
  }
}

/**
 * What the kernel gets (systemd, `src/boot/efi-string.c`, `util.c`): all up to the first NUL, without what does not fit
 * UCS-2, and with a blank for each control character.
 */
function passedOn(bytes: Uint8Array): SectionText {
  const text = decoded(upToNul(bytes));
  if (text.kind === 'unreadable') return text;
  const kept = [...text.text].filter((character) => character.length === 1);
  const line = kept.map((character) => (isControl(character) ? ' ' : character));
  const first = line.findIndex((character) => character !== ' ');
  const last = line.findLastIndex((character) => character !== ' ');
  return { kind: 'text', text: first < 0 ? '' : line.slice(first, last + 1).join('') };
}

function isControl(character: string): boolean {
  return character <= ' ' || character === '\u007f';
}

function attempt(read: () => SectionText): SectionText {
  const text = caughtFault(read);
  if (!(text instanceof Fault)) return text;
  return { kind: 'unreadable', why: `its command line cannot be read: ${text.message}` };
}
