import type { Notice } from '@bootwright/core';
import { isSameArgument, splitCommandLine } from '@bootwright/core';
import type { FoundUnifiedKernels, UnifiedKernelInfo } from '@bootwright/uki';
import { modulesDirectory, unifiedKernelDirectory } from '@bootwright/uki';
import type { KargsDropIn } from './kargs-text.ts';

/** What the images are held against. */
export interface UnifiedKernelSurroundings {
  /** The names of the directories in /usr/lib/modules. */
  readonly moduleDirectories: readonly string[];
  /** Kernel arguments of kargs.d that count for this architecture. */
  readonly dropIns: readonly KargsDropIn[];
  /** Whether the container configures what of its root can be written to. */
  readonly hasRootSetup: boolean;
}

const mostNotices = 20;

/** Where the unified kernel images of a container disagree with each other or with its other files. */
export function unifiedKernelNotices(found: FoundUnifiedKernels, around: UnifiedKernelSurroundings): readonly Notice[] {
  const [booted] = found.boot;
  return [
    ...(booted === undefined ? misplaced(found.modules) : several(found)),
    ...(booted === undefined ? [] : bootedNotices(booted, around)),
    ...found.unreadable.map(({ file, fault }) => ({
      code: 'unified-kernel/unreadable',
      message: `/${file} has the name of a unified kernel image but is not one: ${fault.message}`,
      at: { document: 'container', file },
      hint: 'make it again with ukify, or remove it as you build the container',
    })),
  ].slice(0, mostNotices);
}

function bootedNotices(booted: UnifiedKernelInfo, around: UnifiedKernelSurroundings): readonly Notice[] {
  return [
    ...unsealed(booted),
    ...otherVersion(booted, around),
    ...strangeSignature(booted),
    ...readOnly(booted, around),
    ...unseen(booted, around),
  ];
}

function unsealed({ file, commandLine, seal }: UnifiedKernelInfo): readonly Notice[] {
  if (seal !== undefined) return [];
  const lacks = commandLine === undefined ? 'no command line' : 'no composefs= with a digest in its command line';
  const notice: Notice = {
    code: 'unified-kernel/no-digest',
    message: `the unified kernel image /${file} has ${lacks}: it does not name the root that it boots`,
    at: { document: 'container', file },
    hint: 'make it with `bootc container ukify` as the last step of the build, which puts the digest of the root in',
  };
  return [notice];
}

function otherVersion({ file, uname }: UnifiedKernelInfo, around: UnifiedKernelSurroundings): readonly Notice[] {
  const { moduleDirectories } = around;
  if (uname === undefined || moduleDirectories.length === 0 || moduleDirectories.includes(uname)) return [];
  const notice: Notice = {
    code: 'unified-kernel/version',
    message: `the unified kernel image /${file} has the kernel ${uname}, and /${modulesDirectory} has modules for ${moduleDirectories.slice(0, 5).join(', ')}`,
    at: { document: 'container', file },
    hint: 'make the image of the kernel whose modules are installed, or install the modules of its kernel',
  };
  return [notice];
}

function strangeSignature({ file, signature }: UnifiedKernelInfo): readonly Notice[] {
  if (signature.kind !== 'unreadable') return [];
  const notice: Notice = {
    code: 'unified-kernel/signature',
    message: `the signature of the unified kernel image /${file} cannot be read: ${signature.why}`,
    at: { document: 'container', file },
    hint: 'sign it again with sbsign or `ukify --secureboot-private-key`; firmware with Secure Boot rejects it as it is',
  };
  return [notice];
}

/**
 * Systemd mounts the root file system read-only unless the last of `rw` and `ro` is `rw` (systemd-fstab-generator(8),
 * systemd-gpt-auto-generator(8)). Of a composefs root bootc binds /etc and /var from it, so that they stay read-only too
 * (`crates/initramfs`); a volatile system, a configuration of the container's own and an addon may change that.
 */
function readOnly(
  { file, commandLine, seal, addons }: UnifiedKernelInfo,
  around: UnifiedKernelSurroundings,
): readonly Notice[] {
  const words = splitCommandLine(commandLine ?? '');
  const mode = words.findLast((word) => isSameArgument(word, 'rw') || isSameArgument(word, 'ro'));
  const isWritable = mode !== undefined && isSameArgument(mode, 'rw');
  const isVolatile = words.some((word) => word.startsWith('systemd.volatile') && word !== 'systemd.volatile=no');
  if (seal === undefined || isWritable || isVolatile || around.hasRootSetup || addons.length > 0) return [];
  const notice: Notice = {
    code: 'unified-kernel/read-only',
    message: `the command line of the unified kernel image /${file} has no rw: the root file system is mounted read-only, and so are /etc and /var, which bootc mounts from it`,
    at: { document: 'container', file },
    hint: 'put kargs = ["rw"] into a file of /usr/lib/bootc/kargs.d, as bootc\'s packages do, before the image is made with `bootc container ukify`',
  };
  return [notice];
}

/** The command line is part of the signed image: what kargs.d says next to it is never read. */
function unseen({ file, commandLine }: UnifiedKernelInfo, { dropIns }: UnifiedKernelSurroundings): readonly Notice[] {
  const given = new Set(splitCommandLine(commandLine ?? ''));
  const isThere = (word: string) => given.has(word) || [...given].some((other) => isSameArgument(other, word));
  return dropIns.flatMap((dropIn): readonly Notice[] => {
    const lost = splitCommandLine(dropIn.kargs.join(' ')).filter((word) => !isThere(word));
    if (lost.length === 0) return [];
    const notice: Notice = {
      code: 'unified-kernel/unseen-arguments',
      message: `the unified kernel image /${file} has its own command line: ${listed(lost)} of kargs.d will not reach the kernel`,
      at: { document: 'kargs', file: dropIn.file, path: ['kargs'] },
      hint: 'make the image after the file was written (`bootc container ukify` takes kargs.d in), or add a UKI addon',
    };
    return [notice];
  });
}

function listed(words: readonly string[]): string {
  const shown = words.slice(0, 5).map((word) => JSON.stringify(word.slice(0, 60)));
  return shown.join(', ') + (words.length > shown.length ? ` and ${words.length - shown.length} more` : '');
}

/** Inspection takes the first; bootc installs all of them under one name, and those of /usr/lib/modules last. */
function several({ boot, modules }: FoundUnifiedKernels): readonly Notice[] {
  const all = [...boot, ...modules];
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined || all.length === 1) return [];
  const notice: Notice = {
    code: 'unified-kernel/several',
    message: `the container has ${all.length} unified kernel images: \`bootc container inspect\` takes the first by name, /${first.file}, for its kernel, and \`bootc install\` writes all of them under one name, so that the last, /${last.file}, is what boots`,
    at: { document: 'container', file: last.file },
    hint: 'leave one image, and remove the others as you build the container',
  };
  return [notice];
}

function misplaced(kernels: readonly UnifiedKernelInfo[]): readonly Notice[] {
  return kernels.map(({ file }) => ({
    code: 'unified-kernel/misplaced',
    message: `the unified kernel image /${file} is not in /${unifiedKernelDirectory}, where \`bootc container inspect\` looks for one: image builders treat the container as not sealed`,
    at: { document: 'container', file },
    hint: `install it to /${unifiedKernelDirectory} as you build the container, or remove it`,
  }));
}
