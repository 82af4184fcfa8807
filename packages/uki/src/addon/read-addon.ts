import { createHash } from 'node:crypto';
import type { ReadBytes } from '@bootwright/archive';
import { type Architecture, caughtFault, defined, Fault } from '@bootwright/core';
import { commandLineSection } from '../pe/command-line-section.ts';
import { type LoadFlaw, loadFlaws } from '../pe/load-flaws.ts';
import {
  firstSection,
  loadedBytes,
  machineType,
  type PeSection,
  peLayout,
  peSections,
  upToNul,
} from '../pe/pe-sections.ts';
import { machineArchitecture } from '../pe/write-pe.ts';
import type { Signature } from '../signature/signers.ts';
import { signatureOf } from '../unified-kernel-info.ts';
import { readCredentials } from './credential-archive.ts';

/** A section of an addon: as much of it as firmware loads. */
export interface AddonSection {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** What an addon is and adds. */
export interface AddonInfo {
  /** Absent for one that addons are not written for here. */
  readonly architecture?: Architecture;
  readonly sections: readonly AddonSection[];
  /** The kernel arguments that it adds, as the kernel gets them. */
  readonly commandLine?: string;
  /** The kernel release for which alone it counts. */
  readonly uname?: string;
  readonly sbat?: string;
  /** The credentials that its initramfs hands over, where it is one of ours. */
  readonly credentials: readonly { readonly name: string; readonly size: number }[];
  readonly signature: Signature;
  /** Why systemd-stub ignores it; each continues a sentence about it. */
  readonly ignored: readonly string[];
  readonly loadFlaws: readonly LoadFlaw[];
}

const carriedSections = ['.cmdline', '.initrd', '.ucode', '.dtb', '.dtbauto'];
const mostSections = 96;
const longestText = 64 * 1024;
const longestArchive = 64 * 1024 * 1024;

/**
 * Reads an addon of `size` bytes. Faults: `inspect/pe` for a file that is not a PE file, ends within its headers or within a
 * section, or has more than 96 sections or sections that overlap.
 */
export function readAddon(read: ReadBytes, size: number): AddonInfo {
  const sections = peSections(read);
  if (sections.length > mostSections) {
    throw new Fault('inspect/pe', `it has ${sections.length} sections, more than the ${mostSections} that are read`);
  }
  const total = sections.reduce((sum, { virtualSize, rawSize }) => sum + Math.min(virtualSize, rawSize), 0);
  if (total > size) throw new Fault('inspect/pe', 'its sections overlap in the file, or extend beyond its end');
  const find = (wanted: string) => firstSection(sections, wanted);
  const architecture = machineArchitecture(machineType(read));
  const [line, release, sbat] = [find('.cmdline'), find('.uname'), find('.sbat')];
  const passed = line === undefined ? undefined : commandLineSection(read, line).passed;
  return {
    ...defined({ architecture }),
    sections: sections.map((section) => summary(read, section)),
    ...(passed?.kind === 'text' ? { commandLine: passed.text } : {}),
    ...defined({ uname: textOf(read, release), sbat: textOf(read, sbat) }),
    credentials: credentialsOf(read, find('.initrd')),
    signature: signatureOf(read),
    ignored: [
      ...(find('.linux') === undefined ? [] : ['it has a kernel, so that it is a unified kernel image']),
      ...(carriedSections.some((name) => find(name) !== undefined) ? [] : ['it has no section that the stub takes']),
      ...(passed?.kind === 'unreadable' ? [passed.why] : []),
    ],
    loadFlaws: loadFlaws({ read, size, sections, layout: peLayout(read, sections) }),
  };
}

function summary(read: ReadBytes, section: PeSection): AddonSection {
  const bytes = loadedBytes(read, section);
  return { name: section.name, size: section.virtualSize, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function textOf(read: ReadBytes, section: PeSection | undefined): string | undefined {
  if (section === undefined || section.virtualSize > longestText) return undefined;
  return new TextDecoder().decode(upToNul(loadedBytes(read, section)));
}

/** An initramfs of somebody else may be compressed, or several archives; nothing is read of it. */
function credentialsOf(read: ReadBytes, section: PeSection | undefined): AddonInfo['credentials'] {
  if (section === undefined || section.virtualSize > longestArchive) return [];
  const credentials = caughtFault(() => readCredentials(loadedBytes(read, section)));
  return credentials instanceof Fault ? [] : credentials;
}
