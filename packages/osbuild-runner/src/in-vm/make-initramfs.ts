import { readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CpioEntry, cpioFolders, encodeCpio } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { type CommandRunner, type Environment, findProgram, outputText, requireSuccess } from '@bootwright/process';
import { guestModules, initScript } from './guest-scripts.ts';
import type { KernelInfo } from './kernel-info.ts';
import { moduleOrder } from './module-order.ts';

/** The initramfs: busybox, the modules of a build, and the init script. */
export async function makeInitramfs(
  kernel: KernelInfo,
  runner: CommandRunner,
  environment: Environment,
): Promise<Uint8Array> {
  const busybox = findProgram('busybox', environment);
  if (busybox === undefined) {
    throw new Fault('host/busybox', 'busybox, with which the virtual machine of --in-vm starts, is not installed', {
      hint: 'install it with "apt install busybox" (Debian, Ubuntu) or "dnf install busybox" (Fedora)',
    });
  }
  const files = [
    program('bin/busybox', busybox),
    ...(await librariesOf(busybox, runner)).map((path) => program(path.slice(1), path)),
    { kind: 'file', path: 'init', bytes: Buffer.from(initScript), mode: 0o755 } as const,
  ];
  const modules = moduleOrder(readFileSync(join(kernel.modules, 'modules.dep'), 'utf8'), guestModules);
  const entries: CpioEntry[] = [];
  const names: string[] = [];
  for (const [index, file] of modules.entries()) {
    const name = `${String(index).padStart(3, '0')}-${basename(file).replace(/\.ko.*$/, '.ko')}`;
    const bytes = await unpacked(join(kernel.modules, file), runner);
    entries.push({ kind: 'file', path: `modules/${name}`, bytes });
    names.push(name);
  }
  const order: CpioEntry = { kind: 'file', path: 'modules/order', bytes: Buffer.from(names.join('\n')) };
  const device: CpioEntry = { kind: 'device', path: 'dev/console', major: 5, minor: 1 };
  const all = [...files, order, ...entries];
  return encodeCpio([...cpioFolders([...all, device]), device, ...all]);
}

function program(path: string, file: string): CpioEntry {
  return { kind: 'file', path, bytes: readFileSync(realpathSync(file)), mode: 0o755 };
}

/** The loader and libraries by ldd(1); none for a static program. */
async function librariesOf(file: string, runner: CommandRunner): Promise<readonly string[]> {
  const listed = await runner.run(['ldd', file]);
  if (listed.kind !== 'exited' || listed.code !== 0) return [];
  return [...outputText(listed.stdout).matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].flatMap(([, path]) => path ?? []);
}

async function unpacked(file: string, runner: CommandRunner): Promise<Uint8Array> {
  const packer = { xz: 'xz', zst: 'zstd', gz: 'gzip' }[/\.ko\.(\w+)$/.exec(file)?.[1] ?? ''];
  if (packer === undefined) return readFileSync(file);
  return requireSuccess(await runner.run([packer, '--decompress', '--stdout', file])).stdout.bytes;
}
