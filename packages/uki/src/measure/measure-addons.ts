import type { ReadBytes } from '@bootwright/archive';
import { bytes, Fault, formatBytes } from '@bootwright/core';
import { commandLineSection } from '../pe/command-line-section.ts';
import { loadedBytes, type PeSection, peSections } from '../pe/pe-sections.ts';
import { byBank, Pcr, type PcrBank } from './pcr.ts';

/** Of an addon. */
const largestSection = 256 * 1024 * 1024;

/** What of an addon is measured. */
interface AddonParts {
  readonly commandLine?: string;
  readonly devicetree?: Uint8Array;
  readonly microcode?: Uint8Array;
  readonly initrd?: Uint8Array;
}

/**
 * PCR 12 after systemd-stub has measured addons, which are given in its order: those of the ESP by name, then those of the
 * image by name. The register is zero without any, and only as long as nothing else is given to the image: a command line of
 * the boot loader, credentials, extensions, a profile. Faults: those of `peSections`.
 */
export function measureAddons(addons: readonly ReadBytes[]): Readonly<Record<PcrBank, string>> {
  const parts = addons.map(partsOf);
  const line = parts.flatMap(({ commandLine }) => commandLine ?? []).join(' ');
  return byBank((bank) => {
    const pcr = new Pcr(bank);
    // The command lines of all addons are measured as one, in UTF-16 with a NUL.
    if (line !== '') pcr.measure(Buffer.from(`${line}\0`, 'utf16le'));
    for (const { devicetree } of parts) if (devicetree !== undefined) pcr.measure(devicetree);
    // The kernel takes the first microcode that it finds, so that the last addon comes first.
    for (const { microcode } of parts.toReversed()) if (microcode !== undefined) pcr.measure(microcode);
    for (const { initrd } of parts) if (initrd !== undefined) pcr.measure(initrd);
    return pcr.hex;
  });
}

function partsOf(read: ReadBytes): AddonParts {
  const sections = peSections(read);
  const find = (wanted: string) => sections.find(({ name, virtualSize }) => name === wanted && virtualSize > 0);
  const bytesOf = (section: PeSection | undefined) => (section === undefined ? undefined : inMemory(read, section));
  const line = find('.cmdline');
  const passed = line === undefined ? undefined : commandLineSection(read, line).passed;
  const [devicetree, microcode, initrd] = [
    bytesOf(find('.dtbauto') ?? find('.dtb')),
    bytesOf(find('.ucode')),
    bytesOf(find('.initrd')),
  ];
  return {
    ...(passed?.kind === 'text' ? { commandLine: passed.text } : {}),
    ...(devicetree === undefined ? {} : { devicetree }),
    ...(microcode === undefined ? {} : { microcode }),
    ...(initrd === undefined ? {} : { initrd }),
  };
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
