import type { ReadBytes } from '@bootwright/archive';
import { defined } from '@bootwright/core';
import { loadedBytes, machineType, type PeSection, upToNul } from '../pe/pe-sections.ts';

/** What of an image decides which addons its systemd-stub takes. */
export interface StubInfo {
  /** Major version of systemd; absent where the image does not name it (`.sdmagic`). */
  readonly version?: number;
  /** Machine type of the image. */
  readonly machine?: number;
  /** The kernel release (`.uname`) of the default profile, as far as the stub compares it. */
  readonly release?: Uint8Array;
}

const longestText = 4096;

/** The stub of an image, whose default profile has these sections. */
export function stubInfo(
  read: ReadBytes,
  { all, chosen }: { readonly all: readonly PeSection[]; readonly chosen: readonly PeSection[] },
): StubInfo {
  const mark = all.find(({ name }) => name === '.sdmagic');
  const text = mark === undefined ? '' : Buffer.from(loadedText(read, mark)).toString('latin1');
  const version = /^#### LoaderInfo: systemd-stub (\d{1,5})/.exec(text)?.[1];
  const uname = chosen.find(({ name }) => name === '.uname');
  const release = uname === undefined ? undefined : loadedText(read, uname);
  return {
    machine: machineType(read),
    ...(version === undefined ? {} : { version: Number(version) }),
    ...defined({ release }),
  };
}

function loadedText(read: ReadBytes, section: PeSection): Uint8Array {
  return upToNul(loadedBytes(read, { ...section, virtualSize: Math.min(section.virtualSize, longestText) }));
}
