import { Fault } from '@bootwright/core';
import type { PeSection } from '../pe-sections.ts';
import { peSections } from '../pe-sections.ts';
import type { ReadBytes } from '../read-bytes.ts';
import { type CommandLineSection, commandLineSection } from './command-line-section.ts';

/** What of a unified kernel image or an addon decides with what it starts a kernel. */
export interface BootImage {
  /** Each `.cmdline`, in the order of the headers: bootc reads the first, the stub that of the profile that it boots. */
  readonly commandLines: readonly CommandLineSection[];
  /** Whether it can be started without any command line of its own. */
  readonly lacksCommandLine: boolean;
  /** Whether loading another section overwrites a command line. */
  readonly isOverwritten: boolean;
  /** Sections beside the command line that the stub takes of an addon. */
  readonly brings: readonly string[];
}

const commandLine = '.cmdline';
const profile = '.profile';
/** systemd-stub(7). */
const addonSections = ['.dtb', '.dtbauto', '.initrd', '.ucode'];

/** A profile each; real images have one or two. */
const mostCommandLines = 64;

/** Faults: those of `peSections`, and `inspect/pe` for more than 64 command lines. */
export function bootImage(read: ReadBytes): BootImage {
  const sections = peSections(read);
  const lines = sections.filter(({ name }) => name === commandLine);
  if (lines.length > mostCommandLines)
    throw new Fault(
      'inspect/pe',
      `it has ${lines.length} command lines, more than the ${mostCommandLines} that are read`,
    );
  return {
    commandLines: lines.map((section) => commandLineSection(read, section)),
    lacksCommandLine: !everyProfileHasOne(sections),
    isOverwritten: lines.some((line) => isOverwritten(line, sections)),
    brings: addonSections.filter((wanted) => sections.some(({ name }) => name === wanted)),
  };
}

/**
 * A profile begins with each `.profile`; what stands before the first counts for all that have none of their own
 * (UAPI.5). Without any profile it is all there is.
 */
function everyProfileHasOne(sections: readonly PeSection[]): boolean {
  const starts = sections.flatMap(({ name }, index) => (name === profile ? [index] : []));
  const has = (from: number, to?: number) =>
    sections.slice(from, to).some(({ name, virtualSize }) => name === commandLine && virtualSize > 0);
  if (has(0, starts[0])) return true;
  return starts.length > 0 && starts.every((start, place) => has(start, starts[place + 1]));
}

/** Sections that have no address at all are those of no image that firmware could load, and overwrite nothing. */
function isOverwritten(line: PeSection, sections: readonly PeSection[]): boolean {
  if (sections.every(({ address }) => address === 0)) return false;
  return sections.some((other) => other !== line && other.address < endOf(line) && line.address < endOf(other));
}

function endOf({ address, virtualSize, rawSize }: PeSection): number {
  return address + (virtualSize === 0 ? rawSize : virtualSize);
}
