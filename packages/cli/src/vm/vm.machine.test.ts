import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, outputText } from '@bootwright/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { program as installed, needs } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';

const home = realpathSync(mkdtempSync('/tmp/bw-vm-machine-'));
const program = join(home, 'bootwright.mjs');
const place = join(home, 'run');
const runner = hostRunner({ PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: place, TMPDIR: place, HOME: place });

async function bootwright(...argv: readonly string[]) {
  const result = await runner.run([process.execPath, program, ...argv], { cwd: home });
  if (result.kind !== 'exited') throw new Error(`it did not exit: ${result.kind}`);
  return { status: result.code, stdout: outputText(result.stdout), stderr: outputText(result.stderr) };
}

const qemu = needs(installed('qemu-system-x86_64'));
describe.skipIf(qemu.missing)(`a machine of QEMU in the background${qemu.note}`, () => {
  beforeAll(async () => {
    mkdirSync(place);
    writeSerialDisk(join(home, 'web.raw'), '\r\nhost login: ', 'hang');
    const code = `import { runProcess } from './run-process.ts';
await runProcess(() => new URL(import.meta.url));`;
    await writeNodeProgram(program, code, join(import.meta.dirname, '..'));
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
