import { type Architecture, defined, type Notice, splitCommandLine } from '@bootwright/core';
import { type AddonCredentials, addonCredentials, type LeftOut } from '@bootwright/sealed-state';
import { type AddonContent, type Credential, writeAddon } from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { machineArchitecture } from '../container/machine-architecture.ts';
import type { ExitStatus } from '../exit-status.ts';
import { decodeText, readBytes } from '../files/read-text.ts';
import { readBlueprint } from '../manifest/read-blueprint.ts';
import type { AddonGiven } from './addon-options.ts';

import { checkSigning, isSigning, signed } from './sign-addon.ts';
import { writeBinary } from './write-binary.ts';

const unsigned: Notice = {
  code: 'addon/unsigned',
  message: 'the addon is not signed: machines with Secure Boot ignore it',
  hint: 'sign it with --key and --certificate',
};

/** Builds an addon, and signs it where a certificate is given. */
export async function buildAddon(given: AddonGiven, context: CommandContext): Promise<ExitStatus> {
  const { host } = context;
  checkSigning(given);
  const bytes = writeAddon(await contentOf(given, context));
  if (!isSigning(given)) await context.report([unsigned]);
  return writeBinary(isSigning(given) ? await signed(bytes, given, context) : bytes, given.output, host);
}

async function contentOf(given: AddonGiven, context: CommandContext): Promise<AddonContent> {
  const { host } = context;
  const architecture: Architecture = given.arch ?? machineArchitecture(host.machine);
  const blueprint = given.blueprint === undefined ? undefined : await readBlueprint(given.blueprint, context);
  const asked = blueprint === undefined ? undefined : addonCredentials(blueprint.value, blueprint.at);
  const lines = [...(asked?.kernelArguments ?? []), ...(given.kernelArgs === undefined ? [] : [given.kernelArgs])];
  await context.report([...(asked?.leftOut ?? []).map(leftOutNotice), ...withoutWriting(asked, lines)]);
  const credentials: Credential[] = (asked?.credentials ?? []).map(({ name, text }) => ({
    name,
    bytes: Buffer.from(text),
  }));
  for (const { name, file } of given.credential) credentials.push({ name, bytes: await readBytes(file, host) });
  const devicetrees: Uint8Array[] = [];
  for (const file of given.devicetree) devicetrees.push(await readBytes(file, host));
  const read = async (file: string | undefined) => (file === undefined ? undefined : await readBytes(file, host));
  const sbat = await read(given.sbat);
  return {
    architecture,
    ...(lines.length === 0 ? {} : { kernelArguments: lines.join(' ') }),
    credentials,
    devicetrees,
    ...defined({ initrd: await read(given.initrd), microcode: await read(given.ucode), kernelRelease: given.uname }),
    ...(sbat === undefined ? {} : { sbat: decodeText(sbat, given.sbat ?? '') }),
  };
}

/** What systemd writes to /etc needs a root file system that is mounted writable. */
function withoutWriting(asked: AddonCredentials | undefined, lines: readonly string[]): readonly Notice[] {
  const written =
    asked?.credentials.some(({ name }) => name === 'sysusers.extra' || name === 'tmpfiles.extra') ?? false;
  if (!written || splitCommandLine(lines.join(' ')).includes('rw')) return [];
  return [
    {
      code: 'addon/needs-rw',
      message:
        'users and files are made at boot, for which the kernel needs the argument rw, and the addon does not bring it',
      hint: 'add --kernel-args rw, unless the command line of the image has it',
    },
  ];
}

function leftOutNotice({
  what,
  at,
  reason = 'no credential of systemd carries it',
  instead = 'build it into the container',
}: LeftOut): Notice {
  return { code: 'addon/customization', message: `${what} is left out: ${reason}`, at, hint: instead };
}
