import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs, program, x64 } from '../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../tools/serial-disk.ts';
import { makeBootTestProject } from '../testing/boot-test-project.ts';

const tests = `
import { bootTest, until } from '@bootwright/vm/vitest';
const bios = { firmware: { kind: 'bios' }, architecture: 'x86_64', accelerator: 'tcg' };
bootTest('boots', { ...bios, disk: 'good.raw', keep: 'always' }, ({ guest, expect }) => {
  expect(guest.machine.verdict()).toMatchObject({ kind: 'booted', by: 'login' });
});
bootTest('reads on', { ...bios, disk: 'good.raw', until: until.line('Welcome') }, async ({ guest, expect }) => {
  expect(await guest.console.waitFor('login:')).toContain('host login:');
});
bootTest('panics', { ...bios, disk: 'bad.raw' }, () => {});
`;

const qemu = needs(x64(), program('qemu-system-x86_64'));
describe.skipIf(qemu.missing)(`boot tests with QEMU${qemu.note}`, () => {
  test('pass and fail as their disks do', async () => {
    const folder = join(import.meta.dirname, '../out-tsc/boot-test-machine');
    const { place, run } = makeBootTestProject(folder, { tests, standIns: false });
    writeSerialDisk(join(folder, 'good.raw'), '\r\nWelcome to Debian\r\n\r\nhost login: ', 'hang');
    writeSerialDisk(join(folder, 'bad.raw'), '\r\n[    1.0] Kernel panic - not syncing: No init.\r\n', 'hang');
    const { output } = await run(['--reporter=verbose']);
    rmSync(place, { recursive: true, force: true });
    expect(output).toContain('✓ boot.test.ts > boots');
    expect(output).toContain('✓ boot.test.ts > reads on');
    expect(output).toMatch(/Fault: the kernel panicked: [^\n]* \[boot\/kernel-panic\]\n/);
    // QEMU has a display, which the stand-in has not.
    expect(output).toMatch(/artefacts: test-results\/boot\/panics-\w+: .*screenshot\.png.*qemu\.txt, debug\.log\n/);
  });
});
