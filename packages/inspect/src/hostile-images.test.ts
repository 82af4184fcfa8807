import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { cpioArchive, cpioMember } from '../../archive/testing/cpio.ts';
import { gzip, zstdStored } from '../../archive/testing/packings.ts';
import type { WrittenEntry } from '../../archive/testing/tar.ts';
import { paxHeader, writeTar } from '../../archive/testing/tar.ts';
import type { MadeImage } from '../../container-image/testing/image.ts';
import { archiveOf, ociLayout } from '../../container-image/testing/image.ts';
import { laterOutcomeOf } from '../../core/testing/async-outcome.ts';
import { scriptedRunner } from '../../process/testing/scripted-runner.ts';
import { portableExecutable } from '../../uki/testing/portable-executable.ts';
import { findInitramfsModules, initramfsFiles } from './initramfs/lsinitrd.ts';
import { inspectTree } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';
import { readImage } from './read-image.ts';

vi.setConfig({ testTimeout: 600_000 });

const folder = mkdtempSync(join(tmpdir(), 'bootwright-hostile-'));
const outside = join(folder, 'outside');
const scratch = mkdtempSync(join(folder, 'scratch-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(outside, 'ID=outside\nNAME=Outside\n');

const osRelease = 'usr/lib/os-release';
const release: WrittenEntry = { name: osRelease, content: 'ID=acme\nNAME=Acme\nVERSION_ID=1\n' };
const kernel: WrittenEntry = { name: 'usr/lib/modules/6.1/vmlinuz', content: 'k' };
const initramfs = (content: Uint8Array): readonly WrittenEntry[] => [
  release,
  kernel,
  { name: 'usr/lib/modules/6.1/initramfs.img', content },
];
const link = (name: string, target: string): WrittenEntry => ({ name, type: '2', target });

/** What bounds the memory of one reading, beyond that of the test itself. */
const mostMemory = 400 * 1024 * 1024;

async function inspected(image: MadeImage | Buffer): Promise<unknown> {
  const archive = join(folder, 'image.tar');
  writeFileSync(archive, Buffer.isBuffer(image) ? image : archiveOf(ociLayout(image)));
  const outcome = await laterOutcomeOf(async () => {
    const { tree } = await readImage(
      { transport: 'oci-archive', path: archive },
      {
        runner: scriptedRunner([]),
        environment: { TMPDIR: scratch },
        architecture: 'x86_64',
        files: [...inspectedFiles, ...initramfsFiles],
      },
    );
    const { info } = inspectTree(tree, { imgref: 'x' });
    const { version } = info.os.kernel ?? {};
    const modules = version === undefined ? [] : await findInitramfsModules(tree, version, { programs: 'any' });
    return { id: info.os.release.id, modules };
  });
  return 'value' in outcome ? outcome.value : outcome.fault;
}

/** Some bytes and zeros behind them, as members of gzip. */
function bomb(head: Buffer, gibibytes: number): Buffer {
  const member = gzipSync(Buffer.alloc(2 ** 24), { level: constants.Z_BEST_COMPRESSION });
  return Buffer.concat([gzipSync(head), ...Array.from({ length: gibibytes * 64 }, () => member)]);
}

const huge = (name: string, size: number): Buffer => {
  const field = Buffer.alloc(12);
  field[0] = 0x80;
  field.writeBigUInt64BE(BigInt(size), 4);
  return writeTar([release, { name, sizeField: field }], false);
};

const facts = (id = 'acme') => ({ id, modules: [] });
const layer = (...entries: readonly WrittenEntry[]): MadeImage => ({ layers: [entries], packing: gzip });
const packed = (bytes: Buffer): MadeImage => ({ layers: [bytes] });
const deep = (text: string, count = 200_000) => text.repeat(count);

// A million entries are read in layers/read-layers.test.ts.
describe('a hostile image gives facts or a fault, and reads and writes nothing outside of it', () => {
  test.each<readonly [string, () => MadeImage | Buffer, unknown]>([
    ['tar entries with ..', () => layer(release, { name: '../../outside', content: 'x' }), 'image/name'],
    [
      'tar entries with .. that stay inside',
      () => layer({ name: 'a/../usr/lib/os-release', content: 'ID=in\nNAME=a\n' }),
      facts('in'),
    ],
    ['absolute names', () => layer({ name: '/usr/lib/os-release', content: 'ID=in\nNAME=a\n' }), facts('in')],
    [
      'links that leave the root',
      () => layer(link(osRelease, `../../../../../../../..${outside}`)),
      'inspect/no-os-release',
    ],
    ['absolute links that would leave the root', () => layer(link(osRelease, outside)), 'inspect/no-os-release'],
    [
      'hard links that leave the root',
      () => layer({ name: osRelease, type: '1', target: `../../..${outside}` }),
      'image/name',
    ],
    [
      'links that loop',
      () => layer(link('etc/os-release', '../usr/lib/os-release'), link(osRelease, '../../etc/os-release')),
      'inspect/link-loop',
    ],
    ['directories behind links that leave the root', () => layer(link('usr', folder), release), 'inspect/outside'],
    ['devices', () => layer({ name: osRelease, type: '3' }), 'inspect/not-a-file'],
    ['block devices and FIFOs', () => layer(release, { name: 'etc/selinux/config', type: '6' }), 'inspect/not-a-file'],
    [
      'sparse sizes of 8 PiB',
      () =>
        layer(
          release,
          paxHeader({ 'GNU.sparse.size': String(2 ** 53 - 1), 'GNU.sparse.map': '0,1', 'GNU.sparse.name': 'a' }),
          { name: 'x', content: 'a' },
        ),
      'image/too-large',
    ],
    [
      'a sparse file that is read, of 8 PiB',
      () =>
        layer(
          paxHeader({ 'GNU.sparse.size': String(2 ** 53 - 1), 'GNU.sparse.map': '0,1', 'GNU.sparse.name': osRelease }),
          { name: 'x', content: 'a' },
        ),
      'inspect/too-long',
    ],
    ['huge sizes without the bytes', () => packed(gzip(huge('a', 2 ** 50))), 'image/tar'],
    ['sizes beyond all measure', () => packed(gzip(huge('a', 2 ** 63 - 1))), 'image/tar'],
    [
      'names in any bytes',
      () => layer(release, { name: Buffer.from([0xff, 0x0a, 0x1b, 0x5b, 0x80]), content: 'x' }),
      facts(),
    ],
    [
      'names in any bytes where inspection looks',
      () =>
        layer(release, {
          name: Buffer.concat([Buffer.from('usr/lib/modules/'), Buffer.from([0xff, 0x0a]), Buffer.from('/vmlinuz')]),
          content: 'x',
        }),
      expect.anything(),
    ],
    ['a layer of gzip that unpacks to 100 GiB', () => packed(bomb(huge('a', 100 * 2 ** 30), 100)), 'image/bomb'],
    [
      'a layer of zstd that unpacks to 100 GiB',
      () =>
        packed(
          Buffer.concat([
            zstdStored(huge('a', 100 * 2 ** 30)),
            Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]),
            Buffer.alloc(4 * 800_000, Buffer.from([0x02, 0x00, 0x10, 0x00])),
          ]),
        ),
      'image/bomb',
    ],
    ['truncated gzip', () => packed(gzip(writeTar([release])).subarray(0, 60)), 'image/compression'],
    ['truncated zstd', () => packed(zstdStored(writeTar([release])).subarray(0, 600)), 'image/compression'],
    [
      'corrupt gzip',
      () => packed(Buffer.concat([gzip(writeTar([release])).subarray(0, 30), Buffer.alloc(60, 0xff)])),
      'image/compression',
    ],
    [
      'corrupt zstd',
      () => packed(Buffer.concat([zstdStored(writeTar([release])).subarray(0, 6), Buffer.alloc(60, 0xff)])),
      'image/compression',
    ],
    [
      'a PE file with offsets past the end',
      () => layer(release, { name: 'boot/EFI/Linux/a.efi', content: pastTheEnd() }),
      expect.anything(),
    ],
    [
      'a PE file whose header is past the end',
      () => layer(release, { name: 'boot/EFI/Linux/a.efi', content: headerPastTheEnd() }),
      expect.anything(),
    ],
    [
      'an initramfs whose cpio has lying sizes',
      () => layer(...initramfs(Buffer.from(cpioMember('usr/lib/dracut/modules.txt', 'a', 0o100644, 0xffffffff)))),
      'initramfs/too-large',
    ],
    [
      'an initramfs whose cpio ends before its sizes',
      () => layer(...initramfs(Buffer.from(cpioMember('usr/lib/dracut/modules.txt', 'a', 0o100644, 5000)))),
      'cpio/broken',
    ],
    [
      'an initramfs that is sound',
      () => layer(...initramfs(cpioArchive({ 'usr/lib/dracut/modules.txt': 'a\n' }))),
      { id: 'acme', modules: ['a'] },
    ],
    [
      'config.json of any depth',
      () => layer(release, { name: 'usr/lib/bootc-image-builder/config.json', content: deep('[') }),
      expect.stringMatching(/\//),
    ],
    [
      'disk.yaml of any depth',
      () => layer(release, { name: 'usr/lib/image-builder/bootc/disk.yaml', content: deep('[') }),
      expect.stringMatching(/\//),
    ],
    ['a manifest that is JSON of any depth', () => deepManifest(), 'image/manifest'],
  ])('%s', async (_, make, expected) => {
    const image = make();
    const before = process.memoryUsage().rss;
    expect(await inspected(image)).toEqual(expected);
    expect(process.memoryUsage().rss - before).toBeLessThan(mostMemory);
    expect(readdirSync(folder).sort()).toEqual(['image.tar', 'outside', scratch.slice(folder.length + 1)]);
    expect(readdirSync(scratch)).toEqual([]);
  });
});

function pastTheEnd(): Uint8Array {
  const file = Buffer.from(portableExecutable({ '.cmdline': 'a=b', '.osrel': 'ID=x' }));
  const section = file.indexOf('.cmdline');
  file.writeUInt32LE(0x7fffffff, section + 8);
  file.writeUInt32LE(0xfffffff0, section + 20);
  return file;
}

function headerPastTheEnd(): Uint8Array {
  const file = Buffer.from(portableExecutable({ '.cmdline': 'a=b' }));
  file.writeUInt32LE(0xfffffff0, 0x3c);
  return file;
}

function deepManifest(): Buffer {
  const files = new Map(ociLayout(layer(release)));
  files.set('index.json', Buffer.from(`{"manifests":${deep('[', 500_000)}`));
  return archiveOf(files);
}
