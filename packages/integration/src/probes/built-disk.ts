import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { programsMissing } from './need-programs.ts';

const variables = { unsealed: 'BOOTWRIGHT_UNSEALED_DISK', sealed: 'BOOTWRIGHT_SEALED_DISK' } as const;

/** The disk that the build suite has written, in the folder of a run. */
export function builtDisk(home: string, kind: 'unsealed' | 'sealed'): string {
  return join(home, 'built', `${kind}.qcow2`);
}

/** Where the build suite writes its ISO. */
export function builtIsoFolder(home: string): string {
  return join(home, 'built-iso');
}

interface BuiltPlace {
  /** The folder of the run. */
  readonly home: string;
  readonly environment: Environment;
}

/** A built ISO: that of this run, or the one of `BOOTWRIGHT_ISO`. */
export function probeBuiltIso({ home, environment }: BuiltPlace): Readiness<string> {
  const missing = programsMissing(['qemu-system-x86_64'], environment);
  if (missing !== undefined) return missing;
  const named = environment.BOOTWRIGHT_ISO ?? '';
  const file = named === '' ? join(builtIsoFolder(home), 'bootiso/install.iso') : named;
  return existsSync(file)
    ? ready(file)
    : notReady(`${file} does not exist`, 'see build-iso; or set BOOTWRIGHT_ISO to an ISO that was built before');
}

/** A built disk: that of this run, or one that a variable names. */
export function probeBuiltDisk(kind: 'unsealed' | 'sealed', { home, environment }: BuiltPlace): Readiness<string> {
  const missing = programsMissing(['qemu-system-x86_64'], environment);
  if (missing !== undefined) return missing;
  const named = environment[variables[kind]] ?? '';
  const file = named === '' ? builtDisk(home, kind) : named;
  if (existsSync(file)) return ready(file);
  if (named !== '')
    return notReady(`the disk of ${variables[kind]}, ${named}, does not exist`, 'name an existing disk');
  return notReady(
    `no disk was built: build-${kind} did not run, or failed`,
    `see build-${kind}; or set ${variables[kind]} to a disk that was built before`,
  );
}

/** A built disk, and the keys with which it was signed. */
export function probeSecureDisk(where: BuiltPlace): Readiness<{ readonly disk: string; readonly keys: string }> {
  const disk = probeBuiltDisk('sealed', where);
  if (disk.kind === 'not-ready') return disk;
  const keys = where.environment.BOOTWRIGHT_SECURE_BOOT_KEYS ?? '';
  const cure = 'set it to a folder with db.pem, the certificate that signed the boot loader and the kernel';
  return keys === ''
    ? notReady('BOOTWRIGHT_SECURE_BOOT_KEYS is not set', cure)
    : ready({ disk: disk.capability, keys });
}
