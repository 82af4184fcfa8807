import type { ContainerInfo } from '@bootwright/container-facts';
import { roundedSize, unreachable } from '@bootwright/core';
import type { Inspection } from '@bootwright/inspect';
import { bootcDeployment, sealedOffers } from '@bootwright/plan';
import type { Signer, UnifiedKernelInfo } from '@bootwright/uki';
import type { Container } from '../container/read-container.ts';
import type { Fact } from '../terminal/fact-table.ts';
import { nonBreakingSpace } from '../terminal/wrapped.ts';

export function imageFacts({ facts, inspection: { info } }: Container): readonly Fact[] {
  const { digest, listDigest, created, layers } = facts;
  return [
    ['Name', info.imgref],
    ['Id', info.imageId],
    ['Digest', digest],
    ['List digest', listDigest],
    ['Created', created === undefined ? undefined : dateOf(created)],
    ['Size', info.size === undefined ? undefined : sizeLine(info.size)],
    ['Layers', layers === undefined ? undefined : `${layers}`],
  ];
}

function sizeLine(size: number): string {
  const rounded = roundedSize(size);
  return rounded === `${size} B` ? `${rounded} unpacked` : `${rounded} unpacked (${size} bytes)`;
}

/** To the second; an invalid date stays as it is. */
function dateOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function systemFacts({ info, bootc }: Inspection): readonly Fact[] {
  const { os } = info;
  return [
    ['System', [os.release.id, os.release.versionId].join(' ').trim()],
    ['Architecture', info.architecture],
    ['bootc', bootc.version],
    ['Root file system', info.defaultRootFs ?? 'not set: "manifest" needs --bootc-default-fs'],
    ['SELinux policy', os.selinuxPolicy ?? 'none'],
    ['EFI vendor', os.uefiVendor],
    ['Customizations', os.customizations?.file],
    ['ISO', os.isoDefinition?.file],
    ['Disk', os.diskDefinition?.file],
  ];
}

export function bootFacts({ info, bootc, unifiedKernels }: Inspection): readonly Fact[] {
  const { kernel } = bootc;
  const modules = info.os.initrdModules;
  const image = bootedImage(unifiedKernels?.boot, kernel);
  return [
    ['Sealed', sealedLine(info, image)],
    ['Can be given', offersLine(info)],
    ['Kernel', kernelLine(info, kernel?.version)],
    ['Boot loader', info.bootloader ?? 'not set: bootc uses its default'],
    ['Arguments', argumentsLine(bootc)],
    ['Initramfs', modules === undefined ? undefined : `${modules.length} dracut modules: ${modules.join(' ')}`],
  ];
}

type BootcKernel = Inspection['bootc']['kernel'];

function bootedImage(images: readonly UnifiedKernelInfo[] = [], kernel: BootcKernel): UnifiedKernelInfo | undefined {
  return kernel?.unified === true ? (images.find(({ file }) => file === kernel.file) ?? images[0]) : undefined;
}

function sealedLine(container: ContainerInfo, image: UnifiedKernelInfo | undefined): string {
  if (!bootcDeployment(container).sealed) return 'no: /boot/EFI/Linux, where bootc looks, has no unified kernel image';
  if (image === undefined) return 'yes: its kernel is a unified kernel image';
  if (image.seal === undefined) return 'only in form: its unified kernel image does not name the root that it boots';
  const loose = image.seal.optional ? ', or without fs-verity any root' : '';
  return `yes: its unified kernel image names the root that it boots${loose}`;
}

/** What a sealed container can still be given, by channel. */
function offersLine(container: ContainerInfo): string | undefined {
  const offers = sealedOffers(container);
  if (offers.length === 0) return undefined;
  return offers
    .filter(({ channel }) => channel !== 'credentials')
    .map(({ channel, gives, possible, reason, needs }) =>
      possible ? `by ${channel}: ${gives.join(', ')} (needs ${needs.join(', ')})` : `nothing by ${channel}: ${reason}`,
    )
    .join('; ');
}

function kernelLine({ os }: ContainerInfo, version = os.kernel?.version): string {
  if (version === undefined) return 'none found';
  return `${version}${os.kernel?.hasAbootImage === true ? ' (with an Android boot image)' : ''}`;
}

function argumentsLine({ kernelArguments, kernel }: Inspection['bootc']): string | undefined {
  if (kernelArguments.length === 0) return undefined;
  const unused = kernel?.unified === true ? ' (from kargs.d; the unified kernel image has its own)' : '';
  return `${kernelArguments.join(' ')}${unused}`;
}

export function unifiedKernelRows(image: UnifiedKernelInfo): readonly Fact[] {
  const { file, commandLine, seal, uname, sections, addons } = image;
  return [
    ['File', `/${file}`],
    ['Version', uname],
    ['Command line', commandLine ?? 'none'],
    ['composefs', seal === undefined ? 'no digest in its command line' : sealLine(seal)],
    ['Signature', signatureLine(image)],
    [
      'Sections',
      sections.map(({ name, size }) => `${name} ${roundedSize(size)}`.replaceAll(' ', nonBreakingSpace)).join(', '),
    ],
    ['Addons', addons.map((addon) => `/${addon}`).join(' ')],
  ];
}

function sealLine({ parameter, digest, format, optional }: NonNullable<UnifiedKernelInfo['seal']>): string {
  const algorithm = digest.length === 128 ? 'SHA-512' : 'SHA-256';
  const details = [parameter, algorithm, ...(format === undefined ? [] : [format]), ...(optional ? ['optional'] : [])];
  return `${digest} (${details.join(', ')})`;
}

function signatureLine({ signature }: UnifiedKernelInfo): string {
  switch (signature.kind) {
    case 'none':
      return 'none: Secure Boot rejects it until it is signed';
    case 'unreadable':
      return `cannot be read: ${signature.why}`;
    case 'signed':
      return `by ${signature.signers.map(signerLine).join('; ')} (as stated in the file, not verified)`;
    default:
      return unreachable(signature);
  }
}

function signerLine({ subject, issuer, serial }: Signer): string {
  const by = issuer === undefined || issuer === subject ? '' : `, issued by ${issuer}`;
  return `${subject ?? (serial === undefined ? 'an unnamed key' : `the key ${serial}`)}${by}`;
}

/** The settings of the container's install configuration, without the defaults of bootc. */
export function installRows({ bootc }: Inspection): readonly Fact[] {
  const { 'root-fs-type': _same, block, ...configuration } = bootc.installConfiguration ?? {};
  const special = block === undefined || block.join() === 'direct' ? {} : { block };
  return Object.entries({ ...configuration, ...special }).flatMap(([key, value]) => leaves(key, value));
}

function leaves(key: string, value: unknown): readonly Fact[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return [[key, value.join(' ')]];
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([inner, item]) => leaves(`${key}.${inner}`, item));
  }
  return [[key, `${value}`]];
}
