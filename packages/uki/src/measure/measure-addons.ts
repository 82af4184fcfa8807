import type { ReadBytes } from '@bootwright/archive';
import { type AddonMeasures, addonMeasures } from './addon-measures.ts';
import { byBank, Pcr, type PcrBank } from './pcr.ts';
import type { StubInfo } from './stub-info.ts';

/** The predicted measurements of addons. */
export interface MeasuredAddons {
  readonly pcr12: Readonly<Record<PcrBank, string>>;
  /** Why the values cannot be predicted for all machines; each is a clause. */
  readonly doubts: readonly string[];
}

/**
 * PCR 12 after systemd-stub has measured addons, which are given in its order: those of the ESP by name, then those of the
 * image by name. The register is zero without any, and only as long as nothing else is given to the image: a command line of
 * the boot loader, credentials, extensions, a profile. `stub` is that of the image; a stub that is not given takes whatever
 * the current one takes. Faults: those of `peSections`, and `uki/addon` for an addon that the stub ignores.
 */
export function measureAddons(addons: readonly ReadBytes[], stub: StubInfo = {}): MeasuredAddons {
  return combineAddons(addons.map((read) => addonMeasures(read, stub)));
}

/** The same of what `addonMeasures` has read of each. */
export function combineAddons(measured: readonly AddonMeasures[]): MeasuredAddons {
  return {
    pcr12: byBank((bank) => extended(new Pcr(bank), measured)),
    doubts: measured.flatMap(({ doubts }) => doubts),
  };
}

function extended(pcr: Pcr, measured: readonly AddonMeasures[]): string {
  const line = combined(measured.flatMap(({ commandLine }) => commandLine ?? []));
  // The command lines of all addons are measured as one, in UTF-16 with a NUL.
  if (line !== '') pcr.measure(Buffer.from(`${line}\0`, 'utf16le'));
  for (const { devicetree } of measured) if (devicetree !== undefined) pcr.measure(devicetree);
  // The kernel takes the first microcode that it finds, so that the last addon comes first.
  for (const { microcode } of measured.toReversed()) if (microcode !== undefined) pcr.measure(microcode);
  for (const { initrd } of measured) if (initrd !== undefined) pcr.measure(initrd);
  return pcr.hex;
}

/** With a blank behind whatever is there already, and without blanks at either end, also where a line is of blanks alone. */
function combined(lines: readonly string[]): string {
  return lines.reduce((line, more) => (line === '' ? more : `${line} ${more}`), '').replace(/ +$/, '');
}
