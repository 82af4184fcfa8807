import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner, requireSuccess } from '@bootwright/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { efiDisks, helloWorld, writeEfiDisk } from '../testing/efi-disk.ts';
import { boot, makeSecureBootKeys, readSecureBootKeys, until } from './index.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-secure-boot-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const runner = hostRunner(process.env);
const environment = { ...process.env, XDG_RUNTIME_DIR: home, TMPDIR: home };
const keys = join(home, 'keys');
const otherKeys = join(home, 'other-keys');
const [unsigned, signed] = [join(home, 'unsigned.raw'), join(home, 'signed.raw')];
/** Firmware says so once it has loaded a program and found nothing wrong with it. */
const started = until.line('BdsDxe: starting Boot');
const soon = { timeoutMilliseconds: 170_000 };

// Emulated firmware with Secure Boot takes its time on a machine with other work.
describe.skipIf(efiDisks.missing)(`firmware${efiDisks.note}`, { timeout: 180_000 }, () => {
  beforeAll(async () => {
    await makeSecureBootKeys(keys, runner);
    await makeSecureBootKeys(otherKeys, runner);
    const program = join(home, 'signed.efi');
    const key = ['--key', join(keys, 'db.key'), '--cert', join(keys, 'db.pem')];
    requireSuccess(await runner.run(['sbsign', ...key, '--output', program, helloWorld]));
    await writeEfiDisk(unsigned, helloWorld, runner);
    await writeEfiDisk(signed, program, runner);
  });
  const start = (disk: string, folder: string) =>
    boot(disk, {
      ...{ architecture: 'x86_64', accelerator: 'tcg', environment },
      secureBoot: { kind: 'own-keys', certificates: readSecureBootKeys(folder) },
    });

  test('without Secure Boot starts a program that nobody signed', async () => {
    await using machine = await boot(unsigned, { architecture: 'x86_64', accelerator: 'tcg', environment });
    await machine.waitFor(started, soon);
  });

  test('starts what is signed with the keys that were enrolled', async () => {
    await using machine = await start(signed, keys);
    await machine.waitFor(started, soon);
  });

  test.each([
    ['nobody signed', unsigned, keys],
    ['others signed', signed, otherKeys],
  ])('rejects a program that %s, and is diagnosed as that', async (_, disk, folder) => {
    await using machine = await start(disk, folder);
    await expect(machine.waitFor(until.booted(), soon)).rejects.toMatchObject({
      code: 'boot/secure-boot',
      message: expect.stringMatching(/^Secure Boot rejected a program: .*: Access Denied$/),
      hint: expect.stringContaining('--keys DIR'),
    });
  });
});
