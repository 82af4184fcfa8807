import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gnuTar, needs } from '../../../../tools/probes.mjs';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { paxHeader, writeTar } from '../../../archive/testing/tar.ts';
import { osRelease, readBlobs, textOf } from '../../testing/read-blobs.ts';

describe('sparse files', () => {
  const content = `ID=acme\nNAME=Acme\n${'\0'.repeat(4096)}VERSION_ID=1\n`;
  const [first, last] = ['ID=acme\nNAME=Acme\n', 'VERSION_ID=1\n'];
  const size = String(content.length);
  const where = String(content.length - last.length);
  const octal = (number: number) => `${number.toString(8).padStart(11, '0')}\0`;

  test.each<readonly [string, readonly WrittenEntry[]]>([
    [
      'of GNU tar',
      [
        {
          name: osRelease,
          type: 'S',
          content: first + last,
          patch: (block) => {
            block.write('ustar  \0', 257, 'latin1');
            block.write(octal(0) + octal(first.length) + octal(Number(where)) + octal(last.length), 386, 'latin1');
            block.write(octal(content.length), 483, 'latin1');
          },
        },
      ],
    ],
    [
      'of pax 0.1',
      [
        paxHeader({
          'GNU.sparse.size': size,
          'GNU.sparse.numblocks': '2',
          'GNU.sparse.name': osRelease,
          'GNU.sparse.map': `0,${first.length},${where},${last.length}`,
        }),
        { name: 'x', content: first + last },
      ],
    ],
    [
      'of pax 1.0',
      [
        paxHeader({
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.name': osRelease,
          'GNU.sparse.realsize': size,
        }),
        {
          name: 'x',
          content: `${`2\n0\n${first.length}\n${where}\n${last.length}\n`.padEnd(512, '\0')}${first}${last}`,
        },
      ],
    ],
  ])('%s', async (_, entries) => {
    const found = await readBlobs([writeTar(entries)]);
    expect(textOf(found)).toBe(content);
    expect(found.size).toBe(content.length);
  });

  test.each<readonly [string, string, string]>([
    ['an invalid map', 'x\n', 'a sparse file is a broken tar archive: the map before its content cannot be read'],
    [
      'parts that overlap',
      '2\n5\n5\n3\n2\n',
      'a sparse file is a broken tar archive: the parts of a sparse file overlap or lie beyond all measure',
    ],
    ['a million parts', '1000000\n', 'a sparse file is a broken tar archive: it has more than 65536 parts'],
  ])('with %s are a fault', async (_, map, message) => {
    const found = await readBlobs([
      writeTar([
        paxHeader({
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.realsize': '20',
          'GNU.sparse.name': osRelease,
        }),
        { name: 'x', content: map.padEnd(512, '\0') },
      ]),
    ]);
    expect(() => textOf(found)).toThrow(message);
  });

  const tar = needs(gnuTar());
  test
    .skipIf(tar.missing)
    .each(['gnu', 'posix --sparse-version=0.0', 'posix --sparse-version=0.1', 'posix --sparse-version=1.0'])(
    `as GNU tar writes them: --format=%s${tar.note}`,
    async (format) => {
      const folder = mkdtempSync(join(tmpdir(), 'bootwright-sparse-'));
      try {
        mkdirSync(join(folder, 'usr/lib'), { recursive: true });
        const file = openSync(join(folder, osRelease), 'w');
        // More parts than a header has room for.
        for (let part = 0; part < 60; part++) writeSync(file, `P${part}=${part}\n`, part * 16_384);
        closeSync(file);
        const { stdout } = spawnSync(
          'tar',
          ['-c', '--sparse', ...`--format=${format}`.split(' '), '-C', folder, 'usr'],
          {
            maxBuffer: 2 ** 26,
          },
        );
        expect(textOf(await readBlobs([stdout]))).toBe(readFileSync(join(folder, osRelease), 'utf8'));
        expect(stdout.length).toBeLessThan(600_000);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
