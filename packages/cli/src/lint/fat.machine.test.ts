import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fatCapacity } from '@bootwright/disk';
import { afterAll, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-fat-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A file of zeros that takes no room on the disk of the test. */
function sparse(name: string, size: number): string {
  const file = join(directory, name);
  writeFileSync(file, '');
  truncateSync(file, size);
  return file;
}

const tools = needs(program('mkfs.fat'), program('mcopy'));
describe.skipIf(tools.missing)(`mkfs.fat and mtools${tools.note}`, () => {
  test.each([64, 300, 600])(
    'a FAT of %i MiB takes a file of all its clusters, and none that is larger',
    (mebibytes) => {
      const size = mebibytes * 1024 * 1024;
      const { cluster, clusters } = fatCapacity(size);
      const fits = (bytes: number): boolean => {
        const image = sparse('esp', size);
        expect(spawnSync('mkfs.fat', ['-i', '7B7795E7', image]).status).toBe(0);
        return spawnSync('mcopy', ['-i', image, sparse('file', bytes), '::a']).status === 0;
      };
      expect([fits(clusters * cluster), fits(clusters * cluster + 1)]).toEqual([true, false]);
    },
  );
});
