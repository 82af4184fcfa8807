import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { CommandProcess } from '../../testing/command-process.ts';
import { helpExamples, needOf, wordsOf } from '../../testing/help-examples.ts';
import { captured } from '../captured.ts';

// A disk that writes a login prompt replaces one with a system: no guest answers in it, and no firmware with Secure
// Boot starts it.
const home = mkdtempSync(join(tmpdir(), 'bootwright-boot-examples-'));
afterAll(async () => {
  await command.run(['vm', 'stop', '--all', '--force']);
  rmSync(home, { recursive: true, force: true });
});
mkdirSync(join(home, 'out'));
for (const name of ['disk.qcow2', 'disk.raw']) writeSerialDisk(join(home, 'out', name), '\r\nhost login: ', 'hang');
// An ISO without a boot image, and an archive that is damaged.
const iso = Buffer.alloc(1024 * 1024);
iso.write('CD001', 0x8001, 'latin1');
for (const name of ['bootiso', 'xz']) mkdirSync(join(home, name));
writeFileSync(join(home, 'bootiso/install.iso'), iso);
writeFileSync(join(home, 'xz/pxe.tar.xz'), 'damaged');
writeFileSync(join(home, 'config.toml'), 'name = "web"\n');

const environment = { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: home, TMPDIR: home, HOME: home };
const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64'];
const run = (line: string, more: readonly string[]) =>
  captured([...wordsOf(line), ...more], {
    directory: home,
    environment,
    // A machine that stays is ended by Ctrl-C.
    ...(line.includes('--stay') ? { signal: AbortSignal.timeout(8_000) } : {}),
  });

// What stays in the background is started as a process.
const command = new CommandProcess(home, environment);

const qemu = program('qemu-system-x86_64');
beforeAll(async () => {
  await command.write();
  if (qemu !== undefined) return;
  // The machine that the examples of vm name.
  await command.run(['boot', 'out/disk.qcow2', '--detach', '--name', 'web', ...bios, '--timeout', '120s']);
});

const cases: readonly (readonly [line: string, lacks: string | undefined, more: readonly string[], said: RegExp])[] = [
  ['bootwright boot out/disk.qcow2', qemu, [...bios, '--timeout', '40s'], /^0 booted to a login prompt/],
  [
    'bootwright boot out/disk.qcow2 --check config.toml --image registry.example.com/me/os:1 --sealed',
    qemu,
    [...bios, '--timeout', '8s'],
    /^4 /,
  ],
  ['bootwright boot --make-keys keys', program('openssl'), [], /^0 /],
  [
    'bootwright boot out/disk.raw --secure-boot --keys keys --tpm --artefacts out/boot',
    qemu ?? program('swtpm') ?? program('openssl'),
    ['--accel', 'tcg', '--arch', 'x86_64', '--timeout', '8s'],
    /^[45] /,
  ],
  [
    'bootwright boot bootiso/install.iso --target-disk 10GiB --until login',
    qemu,
    [...bios, '--timeout', '20s'],
    /^4 the firmware found nothing to start on the ISO/,
  ],
  [
    'bootwright boot xz/pxe.tar.xz --memory 4GiB --until initramfs',
    qemu ?? program('xz'),
    [...bios, '--timeout', '8s'],
    /^[35] $/,
  ],
  // Its name is taken: no second machine starts under it.
  ['bootwright boot out/disk.raw --until ssh --detach --name web', qemu, [...bios, '--timeout', '10s'], /^[3-5] $/],
  [
    'bootwright boot out/disk.raw --until ssh --ssh-port 2222 --stay',
    qemu,
    [...bios, '--timeout', '10s'],
    /^(?:4|130) /,
  ],
  ['bootwright vm ls', qemu, [], /^0 .*\bweb\b/s],
  ['bootwright vm ssh web -- systemctl --failed', qemu, [], /^\d+ $/],
  ['bootwright vm screenshot web -o display.png', qemu, [], /^0 $/],
  ['bootwright vm stop --all', qemu, ['--force'], /^0 web: ended/],
];

for (const [line, lacks, more, said] of cases) {
  const probe = needs(lacks);
  test.skipIf(probe.missing)(`${line}${probe.note}`, async () => {
    const inBackground = line.includes('--detach') || line.startsWith('bootwright vm ');
    const { status, stdout } = await (inBackground ? command.run([...wordsOf(line), ...more]) : run(line, more));
    expect(`${status} ${stdout}`).toMatch(said);
    if (line.includes('--make-keys')) expect(existsSync(join(home, 'keys/db.pem'))).toBe(true);
    if (line.includes('screenshot')) expect(existsSync(join(home, 'display.png'))).toBe(true);
  });
}

test('every example of boot is here', () => {
  const needed = helpExamples.filter((one) => needOf(one) === 'machine').map((one) => one.line);
  expect(cases.map(([line]) => line)).toEqual(needed);
});
