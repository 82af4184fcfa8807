import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import { FolderHandle, fileFault, makeFolder, readNamedFile, replaceFileIn } from '@bootwright/process/files';
import type { SecureBootCertificates } from './secure-boot-variables.ts';

/** The names of the keys, as firmware calls its variables for them. */
const names = ['PK', 'KEK', 'db'] as const;
type KeyName = (typeof names)[number];

/**
 * Reads `PK`, `KEK` and `db` with the ending `.pem`, `.crt` or `.der` from a folder, such as `makeSecureBootKeys` makes;
 * where one is missing, db stands in for it. Faults: `boot/keys`.
 */
export function readSecureBootKeys(folder: string): SecureBootCertificates {
  const trusted = readCertificate(folder, 'db');
  if (trusted === undefined) {
    throw new Fault('boot/keys', `there is no certificate db.pem, db.crt or db.der in ${folder}`, {
      at: { file: folder },
      hint: 'make keys with "bootwright boot --make-keys DIR", or name the folder that has them',
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
      const hint = 'give an X.509 certificate in PEM or DER form';
      throw new Fault('boot/keys', `${file} holds no certificate`, { at: { file }, hint, cause });
    }
  }
  return undefined;
}

/**
 * Makes keys of one's own for tests in `folder`: `PK`, `KEK` and `db`, each with `.key` (private, PEM) and `.pem` (its
 * certificate). `sbsign --key db.key --cert db.pem` signs what the firmware is to start. Needs openssl. Fault:
 * `boot/keys` where the folder holds keys.
 */
export async function makeSecureBootKeys(folder: string, runner: CommandRunner): Promise<void> {
  if (readIfThere(join(folder, 'db.key')) !== undefined) {
    const hint = 'name another folder, or remove the keys there';
    throw new Fault('boot/keys', `${folder} holds keys already`, { at: { file: folder }, hint });
  }
  makeFolder(folder, { hint: 'name a folder that you may write to', mode: 0o700 });
  // Made where nobody else reads or replaces anything, and then put into the folder.
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
  const handle = FolderHandle.open(folder);
  try {
    for (const name of names) {
      replaceFileIn(handle, `${name}.pem`, readFileSync(join(scratch, `${name}.pem`)));
      replaceFileIn(handle, `${name}.key`, readFileSync(join(scratch, `${name}.key`)), { mode: 0o600 });
    }
  } catch (error) {
    throw fileFault('write', folder, error);
  } finally {
    handle.close();
  }
}

const absences: readonly string[] = ['ENOENT', 'ENOTDIR'];

/** No certificate is longer. */
const largestKey = 1024 ** 2;

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readNamedFile(file, largestKey);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && absences.includes(String(cause.code))) return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('boot/keys', `${file} cannot be read: ${reason}`, { at: { file }, cause });
  }
}
