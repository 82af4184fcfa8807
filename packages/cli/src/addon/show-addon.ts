import { Fault, formatBytes, bytes as sizeOf, withSnakeCaseKeys } from '@bootwright/core';
import { type AddonInfo, readAddon, type Signature } from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readBytes } from '../files/read-text.ts';
import { type Fact, renderFacts } from '../terminal/fact-table.ts';
import { lookOf } from '../terminal/look.ts';

/** Prints what an addon adds, and who signed it. */
export async function showAddon(file: string, { host, json }: CommandContext): Promise<ExitStatus> {
  const bytes = await readBytes(file, host);
  const info = await host.computing(() => readPe(file, () => readAddon(readerOf(bytes), bytes.length)));
  const { width } = lookOf(host.stdout);
  await host.stdout.write(
    json ? encodeJson(withSnakeCaseKeys(info)) : renderFacts(factsOf(info), { labels: 16, width }),
  );
  return exitStatus.done;
}

export function readerOf(bytes: Uint8Array) {
  return (offset: number, length: number) => bytes.subarray(offset, offset + length);
}

/** What `read` gives; a fault about the file names it. */
export function readPe<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Fault) || error.at !== undefined) throw error;
    throw error.with({ at: { file }, hint: error.hint ?? 'give an addon or another EFI program' });
  }
}

function factsOf(info: AddonInfo): readonly Fact[] {
  return [
    ['Architecture', info.architecture ?? 'unknown'],
    ['Kernel arguments', info.commandLine],
    ['Kernel release', info.uname],
    ...info.credentials.map(({ name, size }): Fact => ['Credential', `${name} (${formatBytes(sizeOf(size))})`]),
    ['Sections', info.sections.map(({ name, size }) => `${name} ${formatBytes(sizeOf(size))}`).join(', ')],
    ['Signature', signatureText(info.signature)],
    ...info.ignored.map((why): Fact => ['Ignored', why]),
    ['Flaws', info.loadFlaws.join(', ')],
  ];
}

function signatureText(signature: Signature): string {
  switch (signature.kind) {
    case 'none':
      return 'none: machines with Secure Boot ignore it';
    case 'unreadable':
      return `unreadable: ${signature.why}`;
    case 'signed':
      return signature.signers
        .map(({ subject, issuer, serial }) => subject ?? `key ${serial ?? ''} of ${issuer ?? ''}`)
        .join(', ');
  }
}
