import type { PeSection } from '../pe/pe-sections.ts';

/** The sections that systemd-stub measures, in its order (UAPI.5, "TPM PCR Measurements"); `.pcrsig` is left out on purpose. */
export const measuredSections = [
  '.linux',
  '.osrel',
  '.cmdline',
  '.initrd',
  '.ucode',
  '.splash',
  '.dtb',
  '.uname',
  '.sbat',
  '.pcrpkey',
  '.profile',
  '.dtbauto',
  '.hwids',
  '.efifw',
] as const;

/** The version of systemd-stub that measures a section first, of those that came later (systemd, `NEWS`). */
export const measuredSince: ReadonlyMap<string, number> = new Map([
  ['.ucode', 256],
  ['.profile', 257],
  ['.dtbauto', 257],
  ['.hwids', 257],
]);

/** Of which the stub takes the one that fits the machine. */
export const matchedSections = ['.dtbauto', '.efifw'];

export interface ImageProfile {
  /** As `@1` on a command line chooses it; 0 is the default. */
  readonly number: number;
  readonly sections: readonly PeSection[];
}

const separator = '.profile';

/**
 * The profiles of an image: what is before the first `.profile` counts for all that have no section of their own of that
 * name (UAPI.5). Of several sections of one name the first counts, and one of no bytes as if there were none.
 */
export function profilesOf(sections: readonly PeSection[]): readonly ImageProfile[] {
  const starts = sections.flatMap(({ name }, index) => (name === separator ? [index] : []));
  const base = sections.slice(0, starts[0]);
  if (starts.length === 0) return [{ number: 0, sections: chosen(base, []) }];
  return starts.map((start, number) => ({ number, sections: chosen(base, sections.slice(start, starts[number + 1])) }));
}

/** In the order in which they are measured. */
function chosen(base: readonly PeSection[], own: readonly PeSection[]): readonly PeSection[] {
  const first = (sections: readonly PeSection[], wanted: string) => sections.find(({ name }) => name === wanted);
  return [...measuredSections, '.pcrsig'].flatMap((name) => {
    const found = first(own, name) ?? first(base, name);
    return found === undefined || found.virtualSize === 0 ? [] : [found];
  });
}
