import { type BootOptions, boot, readSecureBootKeys, until } from '@bootwright/vm';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { probeBuiltDisk, probeBuiltIso, probeSecureDisk } from '../src/probes/built-disk.ts';
import { defineSuite } from './define-suite.ts';
import { keep } from './keep.ts';

/** Milliseconds that a boot may take where the machine is emulated. */
const patience = 600_000;
/** An emulated machine of a busy computer may need longer for its devices than systemd waits for them. */
const patiently: BootOptions = { kernelArguments: ['systemd.default_device_timeout_sec=600'] };
const where = { home: inject('home'), environment: process.env };

const guestScript = `echo bootwright-report begin
bootc status --json
echo
echo bootwright-report end
`;

/** What `bootc status --json` says of the image that is booted. */
const bootcStatus = z.object({
  status: z.object({
    booted: z.object({
      image: z.object({ image: z.object({ image: z.string() }) }),
      composefs: z.object({ verity: z.string(), bootType: z.string().optional() }).nullish(),
    }),
  }),
});

async function bootedStatus(disk: string, name: string, options: BootOptions) {
  await using machine = await boot(disk, { script: guestScript, ...options });
  try {
    await machine.waitFor(until.guestReport(), { timeoutMilliseconds: patience });
    const report = new TextDecoder().decode(machine.reportBytes()).replaceAll('\r', '');
    const json = /bootwright-report begin\n([\s\S]*?)\nbootwright-report end/.exec(report)?.[1] ?? report;
    return bootcStatus.parse(JSON.parse(json)).status.booted;
  } finally {
    keep(`${name}.console.log`, machine.consoleBytes());
    keep(`${name}.png`, await machine.screenshot().catch(() => new Uint8Array()));
  }
}

defineSuite('boot-unsealed', probeBuiltDisk('unsealed', where), (disk) => {
  test('bootc says inside which image is booted', async () => {
    const { image } = await bootedStatus(disk, 'boot-unsealed', patiently);
    expect(image.image.image).toMatch(/\S/);
  });
});

const sealed = { composefs: { verity: expect.stringMatching(/^[0-9a-f]{64,128}$/), bootType: 'Uki' } };

defineSuite('boot-sealed', probeBuiltDisk('sealed', where), (disk) => {
  test('bootc says inside that a unified kernel has started a verified root', async () => {
    expect(await bootedStatus(disk, 'boot-sealed', patiently)).toMatchObject(sealed);
  });
});

defineSuite('boot-secure', probeSecureDisk(where), ({ disk, keys }) => {
  test('it says so with Secure Boot as well', async () => {
    const secureBoot = { kind: 'own-keys', certificates: readSecureBootKeys(keys) } as const;
    expect(await bootedStatus(disk, 'boot-secure', { secureBoot })).toMatchObject(sealed);
  });
});

defineSuite('boot-iso', probeBuiltIso(where), (iso) => {
  test.each(['uefi', 'bios'] as const)('the ISO starts its kernel, %s', async (kind) => {
    await using machine = await boot(iso, { firmware: { kind } });
    try {
      await machine.waitFor(until.stage('kernel'), { timeoutMilliseconds: patience });
    } finally {
      keep(`boot-iso.${kind}.console.log`, machine.consoleBytes());
    }
  });
});
