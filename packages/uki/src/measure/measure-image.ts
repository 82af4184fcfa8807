import { createHash } from 'node:crypto';
import type { ReadBytes } from '@bootwright/archive';
import { defined, Fault, memoized } from '@bootwright/core';
import { hexOf } from '../der/der.ts';
import { isLoadedOtherwise } from '../pe/load-flaws.ts';
import { type PeSection, peLayout, peSections } from '../pe/pe-sections.ts';
import { byPhase, type PhaseValues } from './boot-phases.ts';
import { type ImageProfile, matchedSections, measuredSince, profilesOf } from './measured-sections.ts';
import { byBank, Pcr, type PcrBank, pcrBanks } from './pcr.ts';
import { type CheckedPcrSignature, checkPcrSignatures, parsePcrSignatures } from './pcr-signature.ts';
import { type StubInfo, stubInfo } from './stub-info.ts';

export interface MeasuredSection {
  readonly name: string;
  readonly sha256: string;
}

/** What systemd-stub and systemd measure of one profile of an image. */
export interface MeasuredProfile {
  readonly number: number;
  readonly pcr11: PhaseValues;
  /** The measured sections in their order, with the SHA-256 of each. */
  readonly measured: readonly MeasuredSection[];
  /** The public key that its policies are signed with (`.pcrpkey`, PEM), where it has one. */
  readonly publicKey?: string;
  /** The signed policies that the image brings for it. */
  readonly signatures: readonly CheckedPcrSignature[];
}

/** The predicted measurements of a unified kernel image. */
export interface MeasuredImage {
  readonly profiles: readonly MeasuredProfile[];
  /** Why it cannot be predicted for all machines; each continues a sentence about it. */
  readonly doubts: readonly string[];
  /** Sections of which the stub measures the one that fits the machine, in the order of the file. */
  readonly matched: readonly MeasuredSection[];
  /** What decides which addons its stub takes. */
  readonly stub: StubInfo;
}

const portion = 1024 * 1024;
const mostProfiles = 64;
/** Of all profiles together, which may share a section of them. */
const mostSignatures = 4096;
const mostSections = 512;
const longestText = 1024 * 1024;

/**
 * PCR 11 of a unified kernel image of `size` bytes. Faults: `inspect/pe` for a file that is not one, ends within a section, or
 * whose sections have more bytes than the file.
 */
export function measureImage(read: ReadBytes, size: number): MeasuredImage {
  const sections = peSections(read);
  checkBounds(sections, size);
  const digestOf = memoized((section: PeSection) => sectionDigests(read, section));
  const matched = sections.filter(({ name }) => matchedSections.includes(name));
  const profiles = profilesOf(sections);
  const checked = { count: 0 };
  const stub = stubInfo(read, { all: sections, chosen: profiles[0]?.sections ?? [] });
  return {
    profiles: profiles.map((profile) => measureProfile(profile, { read, digestOf, checked })),
    doubts: [
      ...[...new Set(matched.map(({ name }) => name))].map(
        (name) => `its section ${name} counts on machines that it fits, and is measured on these alone`,
      ),
      ...unmeasured(sections, stub),
      ...(isLoadedOtherwise({ read, size, sections, layout: peLayout(read, sections) })
        ? ['firmware does not load its sections as they are in the file']
        : []),
    ],
    matched: matched.map((section) => ({ name: section.name, sha256: hexOf(digestOf(section).sha256) })),
    stub,
  };
}

/** Sections that its stub is too old to measure. */
function unmeasured(sections: readonly PeSection[], { version }: StubInfo): readonly string[] {
  return [...measuredSince].flatMap(([wanted, since]) =>
    version !== undefined && version < since && sections.some(({ name }) => name === wanted)
      ? [`its section ${wanted} is measured since systemd-stub ${since}, and its own is ${version}`]
      : [],
  );
}

function checkBounds(sections: readonly PeSection[], size: number): void {
  if (!sections.some(({ name, virtualSize }) => name === '.linux' && virtualSize > 0)) {
    throw new Fault('inspect/pe', 'it has no kernel (.linux), so that nothing measures it', {
      hint: 'give a unified kernel image; addons come with --addon',
    });
  }
  const total = sections.reduce((sum, { virtualSize, rawSize }) => sum + Math.min(virtualSize, rawSize), 0);
  if (total > size || sections.length > mostSections) {
    throw new Fault('inspect/pe', 'its sections overlap in the file, or extend beyond its end');
  }
  const zeros = sections.reduce((sum, { virtualSize, rawSize }) => sum + Math.max(0, virtualSize - rawSize), 0);
  if (zeros > size + longestText)
    throw new Fault('inspect/pe', 'its sections are larger in memory than the whole file');
  if (sections.filter(({ name }) => name === '.profile').length > mostProfiles) {
    throw new Fault('inspect/pe', `it has more than ${mostProfiles} profiles`);
  }
}

interface Reader {
  readonly read: ReadBytes;
  /** How many signatures were checked so far. */
  readonly checked: { count: number };
  readonly digestOf: (section: PeSection) => Readonly<Record<PcrBank, Uint8Array>>;
}

function measureProfile({ number, sections }: ImageProfile, { read, digestOf, checked }: Reader): MeasuredProfile {
  const measured = sections.filter(({ name }) => name !== '.pcrsig' && !matchedSections.includes(name));
  const pcr11 = byBank((bank) => {
    const pcr = new Pcr(bank);
    for (const section of measured) {
      pcr.measure(Buffer.from(`${section.name}\0`));
      pcr.extend(digestOf(section)[bank]);
    }
    return byPhase((path) => afterPhases(pcr, path));
  });
  const text = (wanted: string) => {
    const section = sections.find(({ name }) => name === wanted);
    return section === undefined ? undefined : textOf(read, section);
  };
  const [publicKey, signed] = [text('.pcrpkey'), text('.pcrsig')];
  const signatures = signed === undefined ? [] : parsePcrSignatures(signed);
  checked.count += signatures.length;
  if (checked.count > mostSignatures) {
    throw new Fault('uki/pcr-signature', `its profiles have more than ${mostSignatures} PCR signatures`, {
      hint: 'build the image again, such as with ukify',
    });
  }
  return {
    number,
    pcr11,
    measured: measured.map((section) => ({ name: section.name, sha256: hexOf(digestOf(section).sha256) })),
    ...defined({ publicKey }),
    signatures: checkPcrSignatures(signatures, { pcr11, ...defined({ publicKey }) }),
  };
}

function afterPhases(pcr: Pcr, path: string): string {
  const reached = pcr.copy();
  for (const word of path.split(':')) reached.measure(Buffer.from(word));
  return reached.hex;
}

/** Of as many bytes as it has in memory, which are zeros where the file has none. */
function sectionDigests(
  read: ReadBytes,
  { offset, virtualSize, rawSize }: PeSection,
): Readonly<Record<PcrBank, Uint8Array>> {
  const sums = byBank((bank) => createHash(bank));
  const loaded = Math.min(virtualSize, rawSize);
  for (let at = 0; at < virtualSize; ) {
    const inFile = at < loaded;
    const wanted = Math.min(portion, (inFile ? loaded : virtualSize) - at);
    const bytes = inFile ? read(offset + at, wanted) : new Uint8Array(wanted);
    if (bytes.length < wanted) throw new Fault('inspect/pe', 'the file ends within a section');
    for (const bank of pcrBanks) sums[bank].update(bytes);
    at += wanted;
  }
  return byBank((bank) => new Uint8Array(sums[bank].digest()));
}

function textOf(read: ReadBytes, { offset, virtualSize, rawSize }: PeSection): string {
  const bytes = read(offset, Math.min(virtualSize, rawSize, longestText));
  return Buffer.from(bytes).toString('utf8').replace(/\0+$/, '');
}
