import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseImageReference } from '@bootwright/container-image';
import { Fault } from '@bootwright/core';
import type { NewEntry } from '@bootwright/file-tree';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Packing } from '../../archive/testing/packings.ts';
import { plain } from '../../archive/testing/packings.ts';
import type { WrittenEntry } from '../../archive/testing/tar.ts';
import type { MadeImage } from '../../container-image/testing/image.ts';
import { archiveOf, writeFiles } from '../../container-image/testing/image.ts';
import { scriptedRunner } from '../../process/testing/scripted-runner.ts';
import type { InspectedImage, ReadImageOptions } from '../src/read-image.ts';
import { readImage } from '../src/read-image.ts';

/** The files of a small container, and an image of them in three layers, of which the last takes away what the second has. */
export const files: Readonly<Record<string, NewEntry>> = {
  'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n',
  'etc/os-release': { link: '../usr/lib/os-release' },
  'usr/lib/bootc/install/a.toml': '[install.filesystem.root]\ntype = "xfs"\n',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
  'usr/lib/modules/6.1/vmlinuz': 'k',
  'usr/share/doc': { dir: true },
};
const entries: readonly WrittenEntry[] = Object.entries(files).map(([name, entry]) => {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return { name: `./${name}`, content: entry };
  return 'link' in entry ? { name, type: '2', target: entry.link } : { name: `${name}/`, type: '5' };
});
export const image: MadeImage = {
  layers: [
    entries.slice(0, 3),
    [{ name: 'usr/lib/gone', content: 'x' }],
    [...entries.slice(3), { name: 'usr/lib/.wh.gone' }],
  ],
  tag: 'one',
};

/** A folder of one test file for layouts and archives, with a place for scratch files in which nothing may be left. */
export class ArchiveFolder {
  private base = '';
  private count = 0;

  constructor() {
    beforeAll(() => {
      this.base = mkdtempSync(join(tmpdir(), 'bootwright-archive-'));
      writeFiles(this.base, new Map([['scratch/.keep', new Uint8Array()]]));
    });
    afterAll(() => {
      const left = this.scratch();
      rmSync(this.base, { recursive: true });
      expect(left).toEqual(['.keep']);
    });
  }

  path(name: string): string {
    return join(this.base, name);
  }

  /** The names in the place for scratch files. */
  scratch(): readonly string[] {
    return readdirSync(this.path('scratch'));
  }

  /** Writes an archive of these files, and gives its path. */
  archived(content: ReadonlyMap<string, Uint8Array>, pack: Packing = plain): string {
    this.count += 1;
    const path = this.path(`${this.count}.tar`);
    writeFileSync(path, pack(archiveOf(content)));
    return path;
  }

  /** Writes these files as a layout, and gives its path. */
  unpacked(content: ReadonlyMap<string, Uint8Array>): string {
    this.count += 1;
    return writeFiles(this.path(`layout-${this.count}`), content);
  }

  read(reference: string, more: Partial<ReadImageOptions> = {}): Promise<InspectedImage> {
    return readImage(parseImageReference(reference), {
      runner: scriptedRunner([]),
      environment: { TMPDIR: this.path('scratch') },
      ...more,
    });
  }
}

/** The code of the fault and its message. */
export async function failure(reading: Promise<unknown>) {
  try {
    return { value: await reading };
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, message: error.message };
    throw error;
  }
}
