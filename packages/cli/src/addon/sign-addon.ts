import { splitCommand } from '@bootwright/golden';
import { requireSuccess } from '@bootwright/process';
import { prepareSignature, signPe } from '@bootwright/uki';
import { optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readBytes } from '../files/read-text.ts';
import type { AddonGiven } from './addon-options.ts';
import { readCertificates, readKey } from './signing-files.ts';
import { writeBinary } from './write-binary.ts';

export type SigningGiven = Pick<AddonGiven, 'key' | 'passphraseFile' | 'signer' | 'certificate'>;

export async function signAddon(file: string, given: AddonGiven, context: CommandContext): Promise<ExitStatus> {
  if (!isSigning(given)) {
    const message = '"addon sign" needs --certificate, and --key or --signer';
    throw optionsFault(message, 'give the private key and its certificate');
  }
  checkSigning(given);
  const bytes = await readBytes(file, context.host);
  return writeBinary(await signed(bytes, given, context), given.output, context.host);
}

/** Whether any option asks for a signature. */
export function isSigning({ key, signer, certificate, passphraseFile }: SigningGiven): boolean {
  return [key, signer, certificate, passphraseFile].some((option) => option !== undefined);
}

/** The fault `usage/options` for options of which a signature lacks another, or that contradict each other. */
export function checkSigning(given: SigningGiven): void {
  const { key, signer, certificate, passphraseFile } = given;
  if (key !== undefined && signer !== undefined) {
    throw optionsFault('--key and --signer contradict each other', 'leave one of them out');
  }
  if (passphraseFile !== undefined && key === undefined) {
    throw optionsFault('--passphrase-file has no effect without --key', 'leave it out, or add --key');
  }
  if (!isSigning(given)) return;
  if (certificate === undefined)
    throw optionsFault('a signature needs --certificate', 'give the certificate of the key');
  if (key === undefined && signer === undefined) {
    throw optionsFault('a signature needs --key or --signer', 'give the private key of the certificate');
  }
}

/** A PE file with one more signature, by the options that `checkSigning` has checked. */
export async function signed(bytes: Uint8Array, given: SigningGiven, context: CommandContext): Promise<Uint8Array> {
  const { host } = context;
  const { key, signer, certificate = '', passphraseFile } = given;
  const certificates = await readCertificates(certificate, host);
  if (key !== undefined) return signPe(bytes, await readKey(key, passphraseFile, host), certificates);
  const prepared = prepareSignature(bytes, certificates);
  const command = splitCommand(signer ?? '');
  const runner = await host.commandRunner(host.environment);
  const result = await runner.run(command, { stdin: prepared.toSign, cwd: host.directory });
  return prepared.finish(requireSuccess(result, 'run the signer by hand to see what it waits for').stdout.bytes);
}
