import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { helpExamples, needOf, wordsOf } from '../../testing/help-examples.ts';
import { captured } from '../captured.ts';

// A disk that writes a login prompt replaces one with a system: no guest answers in it, and no firmware with Secure
// Boot starts it.
const home = mkdtempSync(join(tmpdir(), 'bootwright-boot-examples-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
mkdirSync(join(home, 'out'));
for (const name of ['disk.qcow2', 'disk.raw']) writeSerialDisk(join(home, 'out', name), '\r\nhost login: ', 'hang');
// An ISO without a boot image, and an archive that is damaged.
const iso = Buffer.alloc(1024 * 1024);
iso.write('CD001', 0x8001, 'latin1');
for (const name of ['bootiso', 'xz']) mkdirSync(join(home, name));
writeFileSync(join(home, 'bootiso/install.iso'), iso);
writeFileSync(join(home, 'xz/pxe.tar.xz'), 'damaged');
writeFileSync(join(home, 'config.toml'), 'name = "web"\n');

const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64'];
const run = (line: string, more: readonly string[]) =>
  captured([...wordsOf(line), ...more], {
    directory: home,
    environment: { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: home, TMPDIR: home },
    // A machine that stays is ended by Ctrl-C.
    ...(line.includes('--stay') ? { signal: AbortSignal.timeout(20_000) } : {}),
  });

const qemu = program('qemu-system-x86_64');
const cases: readonly (readonly [line: string, lacks: string | undefined, more: readonly string[], said: RegExp])[] = [
  ['bootwright boot out/disk.qcow2', qemu, [...bios, '--timeout', '40s'], /^0 booted to a login prompt/],
  [
    'bootwright boot out/disk.qcow2 --check config.toml --image registry.example.com/me/os:1 --sealed',
    qemu,
    [...bios, '--timeout', '20s'],
    /^4 /,
  ],
  ['bootwright boot --make-keys keys', program('openssl'), [], /^0 /],
  [
    'bootwright boot out/disk.raw --secure-boot --keys keys --tpm --artefacts out/boot',
    qemu ?? program('swtpm') ?? program('openssl'),
    ['--accel', 'tcg', '--arch', 'x86_64', '--timeout', '20s'],
    /^[45] /,
  ],
  [
    'bootwright boot bootiso/install.iso --target-disk 10GiB --until login',
    qemu,
    [...bios, '--timeout', '30s'],
    /^4 the firmware found nothing to start on the ISO/,
  ],
  [
    'bootwright boot xz/pxe.tar.xz --memory 4GiB --until initramfs',
    qemu ?? program('xz'),
    [...bios, '--timeout', '20s'],
    /^[35] $/,
  ],
  [
    'bootwright boot out/disk.raw --until ssh --ssh-port 2222 --stay',
    qemu,
    [...bios, '--timeout', '10s'],
    /^(?:4|130) /,
  ],
];

for (const [line, lacks, more, said] of cases) {
  const probe = needs(lacks);
  test.skipIf(probe.missing)(`${line}${probe.note}`, async () => {
    const { status, stdout } = await run(line, more);
    expect(`${status} ${stdout}`).toMatch(said);
    if (line.includes('--make-keys')) expect(existsSync(join(home, 'keys/db.pem'))).toBe(true);
  });
}

test('every example of boot is here', () => {
  const needed = helpExamples.filter((one) => needOf(one) === 'machine').map((one) => one.line);
  expect(cases.map(([line]) => line)).toEqual(needed);
});
