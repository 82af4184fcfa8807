import { type CpioEntry, CpioReader, cpioFolders, encodeCpio } from '@bootwright/archive';
import { Fault } from '@bootwright/core';

/** A systemd credential: what services find under $CREDENTIALS_DIRECTORY. */
export interface Credential {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const directory = 'usr/lib/bootwright/credentials';
/**
 * systemd-tmpfiles copies the files in the initramfs to where PID 1 imports credentials from, which come from a signed
 * file and are therefore trusted (systemd.system-credentials(7)).
 */
const tmpfiles = 'usr/lib/tmpfiles.d/zz-bootwright.conf';
const copyLine = `C /run/credentials/@initrd 0700 root root - /${directory}\n`;
/** Bytes that systemd reads of all credentials (`src/shared/creds-util.h`). */
const mostBytes = 1024 * 1024;
const mostMembers = 1024;

/**
 * An initramfs that hands credentials to the system, for the section `.initrd` of an addon. Faults: `uki/credential` for a
 * name that systemd does not take or that comes twice, and for more than 1 MiB in all.
 */
export function encodeCredentials(credentials: readonly Credential[]): Uint8Array {
  const seen = new Set<string>();
  for (const { name } of credentials) {
    checkName(name);
    if (seen.has(name))
      throw new Fault('uki/credential', `the credential ${JSON.stringify(name)} is given twice`, {
        hint: 'leave one of them out',
      });
    seen.add(name);
  }
  const total = credentials.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > mostBytes) {
    throw new Fault(
      'uki/credential',
      `the credentials have ${total} bytes, more than the ${mostBytes} that systemd reads`,
      {
        hint: 'put large files into the container',
      },
    );
  }
  const files = [...credentials]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, bytes }): CpioEntry => ({ kind: 'file', path: `${directory}/${name}`, bytes, mode: 0o600 }));
  const entries: readonly CpioEntry[] = [...files, { kind: 'file', path: tmpfiles, bytes: Buffer.from(copyLine) }];
  return encodeCpio([...cpioFolders(entries), ...entries]);
}

/** As systemd checks names (`src/shared/creds-util.c`, `credential_name_valid`): a file name of printable ASCII. */
function checkName(name: string): void {
  if (/^(?!\.{1,2}$)[\x21-\x2e\x30-\x39\x3b-\x7e]{1,255}$/.test(name)) return;
  throw new Fault('uki/credential', `${JSON.stringify(name)} is not the name of a credential`, {
    hint: 'use letters, digits, dots, dashes and underscores, such as "firstboot.timezone"',
  });
}

/**
 * The credentials in an initramfs that `encodeCredentials` made, by name and size; none of another. Faults: those of
 * `CpioReader`, and `uki/credential` for more than 1,024 members.
 */
export function readCredentials(archive: Uint8Array): readonly { readonly name: string; readonly size: number }[] {
  const found: { readonly name: string; readonly size: number }[] = [];
  let members = 0;
  const reader = new CpioReader({
    wants: ({ name, isFile, size }) => {
      if (++members > mostMembers) throw new Fault('uki/credential', `it has more than ${mostMembers} files`);
      if (isFile && name.startsWith(`${directory}/`)) found.push({ name: name.slice(directory.length + 1), size });
      return false;
    },
    take: () => {},
  });
  reader.push(archive);
  reader.finish();
  return found;
}
