import type { KeyObject, X509Certificate } from 'node:crypto';
import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, Fault, type Notice, splitCommandLine } from '@bootwright/core';
import type { MakeAddon } from '@bootwright/manifest';
import type { AddonPlan, ImagePlan } from '@bootwright/plan';
import { type AddonInfo, addonBytes, readAddon, signPe } from '@bootwright/uki';
import { readerOf } from '../addon/show-addon.ts';
import { readCertificates, readKey } from '../addon/signing-files.ts';
import type { Given } from '../arguments/option.ts';
import { optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { readBytes } from '../files/read-text.ts';
import { inPlace } from '../problems/placed.ts';
import { lengthNotices } from './addon-length.ts';
import type { addonSigningOptions, ManifestGiven } from './manifest-options.ts';

/** What makes the addons of sealed images. It has the key, which is written nowhere. */
export interface AddonMaker {
  readonly makeAddon: MakeAddon;
  readonly isSigning: boolean;
}

/** A key and its certificates. */
export interface AddonSigning {
  readonly key: KeyObject;
  readonly certificates: readonly X509Certificate[];
}

export type SigningGiven = Given<typeof addonSigningOptions>;

/** Reads the key and certificate of the options. Faults: `usage/options`, `uki/certificate`, and those of `parsePrivateKey`. */
export async function readSigning(given: SigningGiven, { host }: CommandContext): Promise<AddonSigning | undefined> {
  const { addonKey, addonCertificate, addonPassphraseFile } = given;
  if (addonKey === undefined && addonCertificate === undefined && addonPassphraseFile === undefined) return undefined;
  if (addonKey === undefined) throw optionsFault('an addon is signed with --addon-key', 'give the private key');
  if (addonCertificate === undefined) {
    throw optionsFault('--addon-key needs --addon-certificate', 'give the certificate of the key');
  }
  const key = await readKey(addonKey, addonPassphraseFile, host);
  const certificates = await readCertificates(addonCertificate, host);
  if (certificates[0]?.checkPrivateKey(key) !== true) {
    throw new Fault('uki/certificate', 'the certificate does not belong to the key', {
      at: { file: addonCertificate },
      hint: 'give the certificate of the key; those of its issuers follow it in the file',
    });
  }
  return { key, certificates };
}

/** What makes addons, signed where there is a key. */
export function makerOf(signing: AddonSigning | undefined): AddonMaker {
  if (signing === undefined) return { makeAddon: addonBytes, isSigning: false };
  const { key, certificates } = signing;
  return {
    // An addon that is ready stays as it is.
    makeAddon: (request) =>
      request.ready === undefined ? signPe(addonBytes(request), key, certificates) : addonBytes(request),
    isSigning: true,
  };
}

/** The addon of `--addon` in base64. Fault: `uki/addon` for a file that systemd-stub would not take. */
export async function readyAddon(
  { addon: addons, addonKey }: Pick<ManifestGiven, 'addon' | 'addonKey'>,
  { host, report }: CommandContext,
): Promise<string | undefined> {
  const [addon, second] = addons;
  if (addon === undefined) return undefined;
  if (second !== undefined) throw optionsFault('an image gets one addon', 'give --addon once');
  if (addonKey !== undefined) {
    throw optionsFault('--addon and --addon-key contradict each other', 'sign the file with "bootwright addon sign"');
  }
  const bytes = await readBytes(addon, host);
  const info = inPlace({ file: addon }, () => addonIn(bytes));
  await report(await overrides(info, addon));
  return Buffer.from(bytes).toString('base64');
}

/** Fault: `uki/addon` for one that systemd-stub ignores. */
function addonIn(bytes: Uint8Array): AddonInfo {
  const info = readAddon(readerOf(bytes), bytes.length);
  const [ignored] = info.ignored;
  if (ignored === undefined) return info;
  throw new Fault('uki/addon', `systemd-stub ignores the addon: ${ignored}`, {
    hint: 'give one that "bootwright addon build" has made',
  });
}

const mostOverrides = 10;

/** A notice for each argument with which something else than the sealed root may start. */
async function overrides({ commandLine = '' }: AddonInfo, file: string): Promise<readonly Notice[]> {
  const { overrideOf } = await import('@bootwright/seal');
  const found = splitCommandLine(commandLine).flatMap((word) => {
    const effect = /^"?composefs(?:\.digest)?(?:=|$)/.test(word) ? 'names another root' : overrideOf(word, 'addon');
    return effect === undefined ? [] : [{ word, effect }];
  });
  return found.slice(0, mostOverrides).map(({ word, effect }) => ({
    code: 'addon/overrides',
    message: `the argument ${JSON.stringify(word)} of the addon ${effect}`,
    at: { file },
    hint: 'leave it out of the addon, unless the image is to start in that way',
  }));
}

/** The addon that the image of a plan gets; absent where it gets none. */
export function plannedAddon(plan: ImagePlan): AddonPlan | undefined {
  return 'customizations' in plan ? plan.customizations.sealed?.addon : undefined;
}

/** Notices about the addon of a plan: that it is not signed, or lacks what the image needs. */
export function addonNotices(
  plan: ImagePlan,
  { unifiedKernelImage }: ContainerInfo,
  { isSigning }: Pick<AddonMaker, 'isSigning'>,
): readonly Notice[] {
  const addon = plannedAddon(plan);
  if (addon === undefined) return [];
  const own = unifiedKernelImage?.commandLine ?? '';
  if (addon.ready === undefined) {
    return [...(isSigning ? [] : [unsigned]), ...lengthNotices(own, addon.kernelArguments.join(' '))];
  }
  const ready = addonIn(Buffer.from(addon.ready, 'base64'));
  return [...readyNotices(addon, ready, plan.architecture), ...lengthNotices(own, ready.commandLine ?? '')];
}

function readyNotices(
  { kernelArguments, credentials }: AddonPlan,
  ready: AddonInfo,
  wanted: Architecture,
): readonly Notice[] {
  const { commandLine = '', signature, architecture, loadFlaws } = ready;
  if (architecture !== wanted) {
    throw new Fault(
      'uki/addon',
      `the addon is for ${architecture ?? 'another architecture'}, and the image for ${wanted}: its firmware would not load it`,
      { at, hint: `build it with --arch ${wanted}` },
    );
  }
  const words = splitCommandLine(commandLine);
  const missing = splitCommandLine(kernelArguments.join(' ')).filter((word) => !words.includes(word));
  const brought = new Set(ready.credentials.map(({ name }) => name));
  const absent = credentials.flatMap(({ name }) => (brought.has(name) ? [] : [name]));
  const lacks = [...listed('kernel argument', missing), ...listed('credential', absent)];
  const incomplete = {
    code: 'addon/incomplete',
    message: `the addon lacks what the image needs: ${lacks.join(', and ')}`,
    at,
    hint: 'build it with "bootwright addon build" from the blueprint, or leave it out: one is made then',
  };
  const flawed = {
    code: 'addon/flawed',
    message: `firmware may not load the addon, or loads something else than the file shows: ${loadFlaws.join(', ')}`,
    at,
    hint: 'build it again with "bootwright addon build"',
  };
  return [
    ...(signature.kind === 'signed' ? [] : [unsigned]),
    ...(lacks.length === 0 ? [] : [incomplete]),
    ...(loadFlaws.length === 0 ? [] : [flawed]),
  ];
}

const at = { document: 'request', path: ['options', 'sealed', 'addon'] };

const unsigned: Notice = {
  code: 'addon/unsigned',
  message: 'the addon of the sealed image is not signed: machines with Secure Boot ignore it, and what it brings',
  hint: 'sign it with --addon-key and --addon-certificate, by a key that the firmware or MOK of the machines has',
};

/** Where a key is given and no image gets an addon. */
export const noAddon: Notice = {
  code: 'request/no-effect',
  message: 'nothing is signed: the image gets no addon',
  hint: 'leave --addon-key out, or use it for a sealed image with customizations',
};

function listed(noun: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`the ${noun}${names.length === 1 ? '' : 's'} ${names.join(' ')}`];
}
