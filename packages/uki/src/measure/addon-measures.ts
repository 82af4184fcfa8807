import type { ReadBytes } from '@bootwright/archive';
import { bytes, defined, Fault, formatBytes } from '@bootwright/core';
import { commandLineSection } from '../pe/command-line-section.ts';
import { firstSection, loadedBytes, machineType, type PeSection, peSections } from '../pe/pe-sections.ts';
import type { StubInfo } from './stub-info.ts';

/** Of an addon. */
const largestSection = 256 * 1024 * 1024;

const addonsSince = 254;
/** The version of systemd-stub that takes a section of an addon first (systemd, `NEWS`). */
const takenSince: ReadonlyMap<string, number> = new Map([
  ['.cmdline', addonsSince],
  ['.dtb', 255],
  ['.dtbauto', 257],
  ['.ucode', 257],
  ['.initrd', 257],
]);

/** systemd-stub 254 measures each command line by itself. */
const combinesSince = 255;

/** What of an addon is measured. */
export interface AddonMeasures {
  readonly commandLine?: string;
  readonly devicetree?: Uint8Array;
  readonly microcode?: Uint8Array;
  readonly initrd?: Uint8Array;
  readonly doubts: readonly string[];
}

/** What a stub measures of an addon. Faults: those of `peSections`, and `uki/addon` for an addon that it ignores. */
export function addonMeasures(read: ReadBytes, stub: StubInfo): AddonMeasures {
  const sections = peSections(read);
  const taken = takenSections(sections, stub);
  const why = objection(read, { sections, taken, stub });
  if (why !== undefined) throw unfit(`systemd-stub ignores the addon: ${why}`, 'leave it out');
  const [line, devicetree, microcode, initrd] = (['.cmdline', '.dtb', '.ucode', '.initrd'] as const).map((name) =>
    taken.get(name),
  );
  return {
    ...defined({
      commandLine: line === undefined ? undefined : commandLine(read, line),
      devicetree: devicetree === undefined ? undefined : inMemory(read, devicetree),
      microcode: microcode === undefined ? undefined : inMemory(read, microcode),
      initrd: initrd === undefined ? undefined : inMemory(read, initrd),
    }),
    doubts: [
      ...(taken.has('.dtbauto') ? ['the section .dtbauto of an addon is measured on machines that it fits alone'] : []),
      ...(line !== undefined && (stub.version ?? combinesSince) < combinesSince
        ? [`systemd-stub ${stub.version} measures the arguments of each addon by themselves, not as one`]
        : []),
    ],
  };
}

/** The sections that a stub takes, by name: of several of a name the first, and none that is empty. */
function takenSections(sections: readonly PeSection[], { version }: StubInfo): ReadonlyMap<string, PeSection> {
  const found = [...takenSince].flatMap(([name, since]): readonly (readonly [string, PeSection])[] => {
    if (version !== undefined && version < since) return [];
    // Of these it takes the first that fits the machine.
    const section =
      name === '.dtbauto'
        ? sections.find((one) => one.name === name && one.virtualSize > 0)
        : firstSection(sections, name);
    return section === undefined ? [] : [[name, section]];
  });
  return new Map(found);
}

interface Examined {
  readonly sections: readonly PeSection[];
  readonly taken: ReadonlyMap<string, PeSection>;
  readonly stub: StubInfo;
}

/** Why a stub ignores an addon; it continues a sentence about it. */
function objection(read: ReadBytes, { sections, taken, stub }: Examined): string | undefined {
  const { version, machine, release } = stub;
  if (version !== undefined && version < addonsSince)
    return `that of the image is of version ${version}, and addons are taken since ${addonsSince}`;
  if (firstSection(sections, '.linux') !== undefined) return 'it has a kernel, so that it is a unified kernel image';
  if (taken.size === 0) return 'it has no section that the stub takes';
  if (machine !== undefined && machine !== machineType(read)) return 'it is for another architecture than the image';
  const uname = firstSection(sections, '.uname');
  if (release === undefined || uname === undefined || isSameRelease(release, inMemory(read, uname))) return undefined;
  return 'its kernel release (.uname) is not that of the image';
}

/** As far as the section goes, or to the first NUL of both: the beginning of a release is enough. */
function isSameRelease(release: Uint8Array, wanted: Uint8Array): boolean {
  for (const [index, byte] of wanted.entries()) {
    if (byte !== (release[index] ?? 0)) return false;
    if (byte === 0) return true;
  }
  return true;
}

/** What is not UTF-8 is passed on in part, by rules that versions of the stub do not share. */
function commandLine(read: ReadBytes, section: PeSection): string {
  const { passed } = commandLineSection(read, section);
  if (passed.kind === 'text') return passed.text;
  throw unfit(`the addon cannot be measured: ${passed.why}`, 'write its arguments in UTF-8');
}

/** A section as firmware loads it: what it has more in memory is zero. */
function inMemory(read: ReadBytes, section: PeSection): Uint8Array {
  if (section.virtualSize > largestSection) {
    throw new Fault(
      'inspect/pe',
      `its section ${section.name} is larger than the ${formatBytes(bytes(largestSection))} that are read`,
    );
  }
  const loaded = new Uint8Array(section.virtualSize);
  loaded.set(loadedBytes(read, section));
  return loaded;
}

function unfit(message: string, hint: string): Fault {
  return new Fault('uki/addon', message, { hint });
}
