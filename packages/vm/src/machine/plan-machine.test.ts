import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, openLease } from '@bootwright/process';
import { afterAll, expect, test } from 'vitest';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { writeStandIns } from '../../../../tools/stand-in-qemu.ts';
import { type BootOptions, boot, until } from '../index.ts';
import { chooseAccelerator } from './accelerator.ts';
import { readBootRequest } from './boot-request.ts';
import { machineModels } from './machine-model.ts';
import { planMachine } from './plan-machine.ts';

// Paths of sockets are short, wherever temporary files are.
const home = mkdtempSync('/tmp/bootwright-');
afterAll(() => rmSync(home, { recursive: true }));
const [disk, firmware, programs] = [join(home, 'disk.raw'), join(home, 'firmware.fd'), join(home, 'programs')];
writeSerialDisk(disk, 'host login: ', 'hang');
writeFileSync(firmware, 'firmware');
mkdirSync(programs);
const environment = { PATH: `${programs}:${process.env.PATH}`, XDG_RUNTIME_DIR: home, TMPDIR: home };
const context = { runner: hostRunner(environment), environment };
const options: BootOptions = {
  architecture: 'x86_64',
  accelerator: 'tcg',
  firmware: { kind: 'bios' },
  environment,
};

test('a disk of another architecture than that of the host is emulated, which is noted', async () => {
  const foreign = process.arch === 'x64' ? 'aarch64' : 'x86_64';
  await using lease = openLease('boot', context);
  expect(await chooseAccelerator('auto', machineModels[foreign], { ...context, lease })).toEqual({
    accelerator: 'tcg',
    notices: [
      {
        code: 'boot/emulated',
        message: `the machine is emulated, which is several times slower: the host is ${process.arch}`,
        hint: "use a host of the disk's architecture",
      },
    ],
  });
});

test('kernel arguments have no effect under Secure Boot, which is noted', async () => {
  const secure: BootOptions = {
    ...options,
    firmware: { kind: 'file', code: firmware, variables: firmware },
    secureBoot: { kind: 'enrolled-keys' },
    kernelArguments: ['debug'],
  };
  await using lease = openLease('boot', context);
  expect((await planMachine(readBootRequest(disk, secure), secure, { ...context, lease })).notices).toEqual([
    {
      code: 'boot/arguments-ignored',
      message: 'kernel arguments are ignored: under Secure Boot the kernel takes none from outside',
      hint: 'use a credential, or a signed addon in the image',
    },
  ]);
});

test('an architecture for which there are no disks has to be given another', () => {
  const arch = Object.getOwnPropertyDescriptor(process, 'arch') ?? {};
  Object.defineProperty(process, 'arch', { ...arch, value: 'mips' });
  try {
    const { architecture: _, ...others } = options;
    expect(() => readBootRequest(disk, others)).toThrow(
      expect.objectContaining({
        code: 'boot/architecture',
        message: 'no disks are built for the architecture of the host (mips)',
        hint: expect.stringMatching(/^name the architecture of the disk: .*x86_64/),
      }),
    );
  } finally {
    Object.defineProperty(process, 'arch', arch);
  }
});

test('a machine cannot wait for what it was booted without', async () => {
  writeStandIns(programs);
  await using machine = await boot(disk, options);
  for (const [awaited, hint] of [
    [until.ssh(), 'boot with the option ssh'],
    [until.guestReport(), 'boot with the option script'],
  ] as const) {
    expect(() => machine.waitFor(awaited)).toThrow(expect.objectContaining({ code: 'boot/wait', hint }));
  }
});

test('QEMU that ends at once is a fault with what it said', async () => {
  writeFileSync(join(programs, 'qemu-system-x86_64'), '#!/bin/sh\necho "unsupported machine type" >&2\nexit 1\n', {
    mode: 0o755,
  });
  await expect(boot(disk, options)).rejects.toMatchObject({
    code: 'boot/qemu',
    message: expect.stringMatching(/^QEMU did not start: qemu-system-x86_64 .*unsupported machine type$/),
    hint: 'run the command by hand to see all that it says',
  });
});
