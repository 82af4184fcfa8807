import type { ReadBytes } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { type CommandLineSection, commandLineSection } from './pe/command-line-section.ts';
import { type LoadFlaw, loadFlaws } from './pe/load-flaws.ts';
import type { PeSection } from './pe/pe-sections.ts';
import { peLayout, peSections, sectionBytes } from './pe/pe-sections.ts';

/** What of a unified kernel image or an addon decides with what it starts a kernel. */
export interface BootImage {
  /** Each `.cmdline`, in the order of the headers: bootc reads the first, the stub that of the profile that it boots. */
  readonly commandLines: readonly CommandLineSection[];
  /** Which of `.cmdline`, `.linux` and `.initrd` it lacks, or one of its profiles does. */
  readonly lacks: readonly string[];
  /** Which of `.linux` and `.initrd` it has more than once: a profile starts another kernel, or the stub takes the first. */
  readonly repeats: readonly string[];
  /** Whether bootc finds a name for the boot menu in it (`.osrel`), without which it installs none. */
  readonly hasName: boolean;
  /** Whether firmware takes it for no image: it has no optional header, or too short a one (Microsoft's PE format). */
  readonly isHeaderless: boolean;
  /** How firmware makes another image in memory than bootc reads in the file. */
  readonly loadFlaws: readonly LoadFlaw[];
  /** Sections next to the command line that systemd-stub knows, and would take of an addon, or reject it for. */
  readonly brings: readonly string[];
}

const commandLine = '.cmdline';
const profile = '.profile';
/** What a unified kernel image cannot do without where it seals a root. */
const neededSections = [commandLine, '.linux', '.initrd'];
/**
 * systemd-stub(7). It takes devicetrees, initramfs and microcode of an addon, ignores one that has a kernel, and reads no
 * other section. `.uname` is left out: an addon with another kernel's is ignored.
 */
const addonSections = ['.dtb', '.dtbauto', '.initrd', '.ucode', '.linux', '.hwids', '.efifw', '.profile'];

/** A profile each; real images have one or two. */
const mostCommandLines = 64;
/** Of all command lines of a file: kernels take 2 KiB of one, real ones have some hundred bytes. */
const mostCommandLineBytes = 64 * 1024;

/** Of a file of `size` bytes. Faults: those of `peSections`, and `inspect/pe` for more than 64 command lines or 64 KiB of them. */
export function bootImage(read: ReadBytes, size: number): BootImage {
  const sections = peSections(read);
  const lines = sections.filter(({ name }) => name === commandLine);
  if (lines.length > mostCommandLines)
    throw new Fault(
      'inspect/pe',
      `it has ${lines.length} command lines, more than the ${mostCommandLines} that are read`,
    );
  const bytes = lines.reduce((total, { virtualSize }) => total + virtualSize, 0);
  if (bytes > mostCommandLineBytes)
    throw new Fault(
      'inspect/pe',
      `its command lines have ${bytes} bytes, more than the ${mostCommandLineBytes} that are read`,
    );
  const layout = peLayout(read, sections);
  return {
    commandLines: lines.map((section) => commandLineSection(read, section)),
    lacks: neededSections.filter((name) => !everyProfileHas(sections, name)),
    repeats: ['.linux', '.initrd'].filter((name) => sections.filter((section) => section.name === name).length > 1),
    hasName: hasName(read, sections),
    isHeaderless: layout.isHeaderless,
    loadFlaws: loadFlaws({ read, size, sections, layout }),
    brings: addonSections.filter((wanted) => sections.some(({ name }) => name === wanted)),
  };
}

/**
 * A profile begins with each `.profile`; what is before the first counts for all that have none of their own
 * (UAPI.5), and an empty section of a profile hides it. Without any profile it is all there is. A section without bytes
 * in the file is zeros in memory: no kernel, and an initramfs that the kernel skips.
 */
function everyProfileHas(sections: readonly PeSection[], wanted: string): boolean {
  const starts = sections.flatMap(({ name }, index) => (name === profile ? [index] : []));
  const has = (from: number, to?: number) => sections.slice(from, to).some(({ name }) => name === wanted);
  if (sections.some(({ name, virtualSize, rawSize }) => name === wanted && (virtualSize === 0 || rawSize === 0)))
    return false;
  return has(0, starts[0]) || (starts.length > 0 && starts.every((start, place) => has(start, starts[place + 1])));
}

/** composefs-boot, `os_release.rs`: PRETTY_NAME, NAME or ID, with its quotes closed. */
const nameLine = /^(?:PRETTY_NAME|NAME|ID)=(?:[^"'\n]|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')*$/m;

function hasName(read: ReadBytes, sections: readonly PeSection[]): boolean {
  const section = sections.find(({ name }) => name === '.osrel');
  if (section === undefined) return false;
  try {
    return nameLine.test(new TextDecoder('utf-8', { fatal: true }).decode(sectionBytes(read, section)));
  } catch {
    return false;
  }
}
