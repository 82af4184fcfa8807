import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program as installed, needs } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { CommandProcess } from '../../testing/command-process.ts';

const home = realpathSync(mkdtempSync('/tmp/bw-vm-machine-'));
const place = join(home, 'run');
const environment = { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: place, TMPDIR: place, HOME: place };
const command = new CommandProcess(home, environment);
const bootwright = (...argv: readonly string[]) => command.run(argv);

const qemu = needs(installed('qemu-system-x86_64'));
describe.skipIf(qemu.missing)(`a machine of QEMU in the background${qemu.note}`, () => {
  beforeAll(async () => {
    mkdirSync(place);
    writeSerialDisk(join(home, 'web.raw'), '\r\nhost login: ', 'hang');
    await command.write();
  });
  afterAll(async () => {
    await bootwright('vm', 'stop', '--all', '--force');
    rmSync(home, { recursive: true, force: true });
  });

  test('is listed, looked at, and ended where its guest ignores the power button', async () => {
    const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64', '--timeout', '120s'];
    expect(await bootwright('boot', 'web.raw', '--detach', ...bios)).toMatchObject({ status: 0 });
    const [vm] = JSON.parse((await bootwright('vm', 'ls', '--json')).stdout);
    expect(vm).toMatchObject({ name: 'web', state: 'running', image: join(home, 'web.raw') });
    expect((await bootwright('vm', 'console', 'web')).stdout).toMatch(/host login:\n$/);
    expect(await bootwright('vm', 'screenshot', 'web', '-o', 'web.png')).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(home, 'web.png')).subarray(1, 4).toString()).toBe('PNG');
    // A boot sector knows nothing of ACPI.
    expect(await bootwright('vm', 'stop', 'web', '--timeout', '2s')).toEqual({
      ...{ status: 0, stderr: '' },
      stdout: 'web: ended, without the guest powering off\n',
    });
    expect((await bootwright('vm', 'ls')).stdout).toBe('no virtual machine runs\n');
  });
});
