import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import {
  errorCode,
  FolderHandle,
  makeFolder,
  orFileFault,
  readNamedFile,
  replaceFileIn,
} from '@bootwright/process/files';
import type { SecureBootCertificates } from './secure-boot-variables.ts';

/** The names of the keys are those of UEFI variables. */
const names = ['PK', 'KEK', 'db'] as const;
type KeyName = (typeof names)[number];

/**
 * Reads the certificates `PK`, `KEK` and `db` (`.pem`, `.crt` or `.der`) from a folder, such as `makeSecureBootKeys`
 * fills; db replaces a missing PK or KEK. Faults: `boot/keys`.
 */
export function readSecureBootKeys(folder: string): SecureBootCertificates {
  const trusted = readCertificate(folder, 'db');
  if (trusted === undefined) {
    throw new Fault('boot/keys', `${folder} has no certificate db.pem, db.crt or db.der`, {
      at: { file: folder },
      hint: 'make keys with "bootwright boot --make-keys DIR", or name the folder with yours',
    });
  }
  return {
    platformKey: readCertificate(folder, 'PK') ?? trusted,
    keyExchangeKeys: [readCertificate(folder, 'KEK') ?? trusted],
    trusted: [trusted],
  };
}

function readCertificate(folder: string, name: KeyName): Uint8Array | undefined {
  for (const ending of ['pem', 'crt', 'der']) {
    const file = join(folder, `${name}.${ending}`);
    const bytes = readIfThere(file);
    if (bytes === undefined) continue;
    try {
      return new Uint8Array(new X509Certificate(bytes).raw);
    } catch (cause) {
      const hint = 'use an X.509 certificate in PEM or DER form';
      throw new Fault('boot/keys', `${file} is not a certificate`, { at: { file }, hint, cause });
    }
  }
  return undefined;
}

/**
 * Creates keys for tests in `folder`: `PK`, `KEK` and `db`, each as `.key` (private, PEM) and `.pem` (its certificate).
 * `sbsign --key db.key --cert db.pem` signs a program for the firmware. Needs openssl. Fault: `boot/keys` where the
 * folder contains keys.
 */
export async function makeSecureBootKeys(folder: string, runner: CommandRunner): Promise<void> {
  if (readIfThere(join(folder, 'db.key')) !== undefined) {
    const hint = 'name another folder, or remove its keys';
    throw new Fault('boot/keys', `${folder} already contains keys`, { at: { file: folder }, hint });
  }
  makeFolder(folder, { hint: 'name a writable folder', mode: 0o700 });
  // Created in a private folder, where nobody else reads or replaces anything, and then moved.
  const scratch = mkdtempSync(join(tmpdir(), 'bootwright-keys-'));
  try {
    for (const name of names) await makeKey(name, scratch, runner);
    putInto(folder, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function makeKey(name: KeyName, scratch: string, runner: CommandRunner): Promise<void> {
  const common = ['-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '3650'];
  const files = ['-keyout', join(scratch, `${name}.key`), '-out', join(scratch, `${name}.pem`)];
  const command = ['openssl', 'req', '-x509', ...common, '-subj', `/CN=Bootwright test ${name}/`, ...files];
  requireSuccess(await runner.run(command, { timeoutMilliseconds: 60_000 }));
}

function putInto(folder: string, scratch: string): void {
  orFileFault('write', folder, () => {
    using handle = FolderHandle.open(folder);
    for (const name of names) {
      replaceFileIn(handle, `${name}.pem`, readFileSync(join(scratch, `${name}.pem`)));
      replaceFileIn(handle, `${name}.key`, readFileSync(join(scratch, `${name}.key`)), { mode: 0o600 });
    }
  });
}

const absences: readonly string[] = ['ENOENT', 'ENOTDIR'];

/** The longest certificate that is read. */
const largestKey = 1024 ** 2;

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readNamedFile(file, largestKey);
  } catch (cause) {
    if (absences.includes(errorCode(cause))) return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('boot/keys', `${file} cannot be read: ${reason}`, { at: { file }, cause });
  }
}
