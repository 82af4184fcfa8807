import type { KeyObject, X509Certificate } from 'node:crypto';
import { parseCertificates, parsePrivateKey } from '@bootwright/uki';
import { decodeText, readBytes } from '../files/read-text.ts';
import type { Host } from '../host.ts';
import { inPlace } from '../problems/placed.ts';

/** A private key, whose passphrase is in another file where it is encrypted. Faults name the file of the key. */
export async function readKey(file: string, passphraseFile: string | undefined, host: Host): Promise<KeyObject> {
  const passphrase =
    passphraseFile === undefined
      ? undefined
      : decodeText(await readBytes(passphraseFile, host), passphraseFile).replace(/\r?\n$/, '');
  return inFile(file, host, (bytes) => parsePrivateKey(bytes, passphrase));
}

/** The certificates of a file. Faults name it. */
export function readCertificates(file: string, host: Host): Promise<readonly X509Certificate[]> {
  return inFile(file, host, parseCertificates);
}

async function inFile<T>(file: string, host: Host, parse: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = await readBytes(file, host);
  return inPlace({ file }, () => parse(bytes));
}
