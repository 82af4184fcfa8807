import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MiB } from '@bootwright/core';
import { hostRunner, outputText, requireSuccess } from '@bootwright/process';
import { type BootOptions, boot, type Machine, until } from '@bootwright/vm';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { IsoRecipe } from '../src/iso/iso-recipe.ts';
import { makeSuiteIso } from '../src/iso/make-suite-iso.ts';
import { networkBootDone, writeNetworkBoot } from '../src/iso/write-network-boot.ts';
import { probeMedia } from '../src/probes/suite-media.ts';
import { defineSuite } from './define-suite.ts';
import { keep } from './keep.ts';

/** Milliseconds that a boot may take on a busy machine that emulates. */
const patience = { timeoutMilliseconds: 300_000 };

defineSuite('media', probeMedia(process.env), ({ roots }) => {
  const runner = hostRunner(process.env);
  const folder = join(inject('home'), 'media');
  const file = (name: 'boots.iso' | 'missing-kernel.iso' | 'network-boot') => join(folder, name);
  let recipe: IsoRecipe | undefined;
  let sha256 = '';

  beforeAll(async () => {
    mkdirSync(folder);
    for (const kind of ['boots', 'missing-kernel'] as const) {
      const made = await makeSuiteIso(kind, { roots, scratch: folder, file: join(folder, `${kind}.iso`) }, runner);
      recipe ??= made.recipe;
      keep(`${kind}-iso.manifest.json`, made.manifest);
    }
    const root = join(roots, 'unsealed');
    const [version = ''] = readdirSync(join(root, 'usr/lib/modules'));
    ({ sha256 } = await writeNetworkBoot(file('network-boot'), { root, version }, runner));
  });

  /** Boots a medium for as long as `use` takes; its console is kept. */
  async function booted<T>(
    name: Parameters<typeof file>[0],
    options: BootOptions,
    use: (machine: Machine) => Promise<T>,
  ): Promise<T> {
    await using machine = await boot(file(name), { cpus: 1, ...options });
    try {
      return await use(machine);
    } finally {
      keep(`${name}.${options.firmware?.kind ?? 'uefi'}.console.log`, machine.consoleBytes());
    }
  }

  test('the ISO has the label, boot images and files of the manifest', async () => {
    const inspected = ['xorriso', '-indev', file('boots.iso'), '-pvd_info', '-report_el_torito', 'plain', '-find', '/'];
    const found = outputText(requireSuccess(await runner.run(inspected)).stdout);
    expect(found).toMatch(new RegExp(`^Volume Id *: ${recipe?.image.volumeId}$`, 'm'));
    expect(found).toMatch(/^El Torito boot img : +1 +BIOS +y +none/m);
    expect(found).toMatch(/^El Torito boot img : +2 +UEFI +y +none/m);
    for (const path of [recipe?.root.file, recipe?.bios.image, recipe?.efi.image, 'images/pxeboot/vmlinuz']) {
      expect(found).toContain(`'/${path}'`);
    }
  });

  describe.concurrent('boots', () => {
    test.for([
      ['UEFI', { kind: 'uefi' }, {}],
      ['BIOS', { kind: 'bios' }, {}],
      ['BIOS, past an empty disk', { kind: 'bios' }, { targetDisk: MiB(64) }],
    ] as const)('the ISO boots with %s to a message of the kernel', ([, firmware, more], { expect }) =>
      booted('boots.iso', { firmware, ...more }, async (machine) => {
        const { milliseconds } = await machine.waitFor(until.stage('kernel'), patience);
        // A busy host loses bytes of a serial port, so that the whole line is not compared.
        const { line } = await machine.waitFor(until.line('Command line: BOOT_IMAGE='), patience);
        console.log(`ISO, ${firmware.kind}: a message of the kernel after ${Math.round(milliseconds / 1000)} s`);
        expect(line).toContain('Command line: BOOT_IMAGE=');
      }),
    );

    test.for(['uefi', 'bios'] as const)(
      'a kernel that the menu names and the ISO lacks is reported, %s',
      (kind, { expect }) =>
        booted('missing-kernel.iso', { firmware: { kind } }, async (machine) => {
          await expect(machine.waitFor(until.stage('kernel'), patience)).rejects.toMatchObject({
            code: 'boot/broken-kernel',
            message: expect.stringContaining('the boot menu names a file that is missing'),
          });
        }),
    );

    test('a network boot reaches the initramfs, which loads the root and nothing else', ({ expect }) =>
      booted('network-boot', { firmware: { kind: 'bios' } }, async (machine) => {
        const { milliseconds } = await machine.waitFor(until.stage('initramfs'), patience);
        console.log(`network boot: the initramfs after ${Math.round(milliseconds / 1000)} s`);
        await machine.waitFor(until.line(networkBootDone), patience);
        const lines = machine.lines().join('\n');
        expect(lines).toContain(`${sha256}  /root.img`);
        expect(lines).toContain('suite: no other file');
        expect(lines).toContain('suite: no other host');
        const size = 4 * 1024 * 1024;
        expect(machine.servedRequests()).toEqual([
          { file: 'rootfs.img', status: 200, sent: size },
          { status: 404, sent: 0 },
        ]);
      }));
  });
});
