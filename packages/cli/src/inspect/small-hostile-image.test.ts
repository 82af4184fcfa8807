import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../../tools/bundle.mjs';
import { statusAfter } from '../../../../tools/node-program.ts';
import { paxHeader, type WrittenEntry } from '../../../archive/testing/tar.ts';
import { archiveOf, ociLayout } from '../../../container-image/testing/image.ts';
import { bootableFiles } from '../../../inspect/testing/bootable-image.ts';

// The command as a process with little memory: what a small image may cost is bounded by what it stores.
const folder = mkdtempSync(join(tmpdir(), 'bootwright-small-'));
const command = join(folder, 'bootwright.mjs');
beforeAll(() => bundle(command));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const megabytes = 112;

/** A container that is sealed with the digest of another, and more files. */
function written(more: readonly WrittenEntry[]): string {
  const files = Object.entries(bootableFiles('sealed')).filter(([path]) => !path.startsWith('etc/selinux'));
  const above = files.flatMap(([path]) => path.split('/').map((_, depth, steps) => steps.slice(0, depth).join('/')));
  const layer = [
    ...[...new Set([...above, 'sysroot', 'usr/x'])].filter((path) => path !== '').map((name) => ({ name, type: '5' })),
    ...files.map(([name, content]) => ({ name, content })),
    ...more,
  ];
  const archive = join(folder, 'image.tar');
  writeFileSync(archive, archiveOf(ociLayout({ layers: [layer], packing: (tar) => gzipSync(tar, { level: 9 }) })));
  return archive;
}

const times = <T>(count: number, of: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const tooMany = (what: string) => ({
  status: 3,
  signal: null,
  fault: expect.stringMatching(new RegExp(`^error: the image has more than \\d+ ${what}, too many for what it stores`)),
});
const manyValues = {
  status: 3,
  signal: null,
  fault: expect.stringMatching(
    /^error: the file is not valid TOML: it has more than 70000 keys, tables and arrays \[toml\/syntax\]\n {2}at usr\/lib\/bootc\//,
  ),
};
const wrongSeal = { status: 4, signal: null, fault: expect.stringContaining('[composefs/digest]') };

describe('an image of less than a mebibyte is verified in little memory, or is a fault', () => {
  test.each<[string, () => readonly WrittenEntry[], unknown]>([
    [
      '150,000 names',
      () => times(150_000, (index) => ({ name: `usr/x/${index}` })),
      tooMany('files of which the composefs digest is computed'),
    ],
    [
      '60,000 directories',
      () => times(60_000, (index) => ({ name: `usr/x/${index}`, type: '5' })),
      tooMany('files of which the composefs digest is computed'),
    ],
    [
      '60,000 hard links',
      () => [
        { name: 'usr/x/f' },
        ...times(60_000, (index) => ({ name: `usr/x/${index}`, type: '1', target: 'usr/x/f' })),
      ],
      tooMany('files of which the composefs digest is computed'),
    ],
    [
      '7,000 files of ten attributes each',
      () =>
        times(7000, (index) => [
          paxHeader(Object.fromEntries(times(10, (place) => [`SCHILY.xattr.user.${place}.${index}`, `${index}`]))),
          { name: `usr/x/${index}` },
        ]).flat(),
      tooMany('bytes of extended attributes'),
    ],
    [
      'a kernel argument file of 120,000 tables',
      () => [{ name: 'usr/lib/bootc/kargs.d/a.toml', content: times(120_000, (index) => `[${index}]`).join('\n') }],
      manyValues,
    ],
    [
      'an install configuration of 120,000 keys',
      () => [{ name: 'usr/lib/bootc/install/a.toml', content: times(120_000, (index) => `${index}=1`).join('\n') }],
      manyValues,
    ],
    [
      'as many files as it may have',
      () => times(8000, (index) => ({ name: `usr/x/${index}`, content: `${index}`.padStart(65) })),
      wrongSeal,
    ],
  ])('%s', (_, more, expected) => {
    const argv = [
      `--max-old-space-size=${megabytes}`,
      command,
      'inspect',
      '--verify',
      `oci-archive:${written(more())}`,
    ];
    const { status, signal, stderr } = spawnSync(process.execPath, argv, {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect({ status, signal, fault: stderr }).toEqual(expected);
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the computation of digests with 130', async (signal) => {
  // Enough that its digests take seconds on any machine: they are computed in twenty ways.
  const stored = { name: 'usr/x/stored', content: randomBytes(8 * 1024 * 1024) };
  const archive = written([
    stored,
    ...times(60_000, (index) => ({ name: `usr/x/${index}`, content: `${index}`.padStart(65) })),
  ]);
  const child = spawn(process.execPath, [command, 'inspect', '--verify', `oci-archive:${archive}`], {
    stdio: 'ignore',
  });
  expect(await statusAfter(child, 2500, signal)).toBe(130);
});
