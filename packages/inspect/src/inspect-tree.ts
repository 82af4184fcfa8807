import type { Architecture, Bytes, Notice } from '@bootwright/core';
import { Fault } from '@bootwright/core';
import { findCustomizations, findDiskDefinition, findIsoDefinition } from './builder-files.ts';
import type { ContainerInfo } from './container-info.ts';
import { contentOf } from './file-content.ts';
import type { InstallConfiguration } from './install-configuration.ts';
import { findInstallConfiguration } from './install-drop-ins.ts';
import { osReleaseFiles, selinuxFile } from './interests.ts';
import { findKernelArguments } from './kargs-directory.ts';
import type { BootcKernel } from './kernel.ts';
import { findKernel } from './kernel.ts';
import type { ParsedOsRelease } from './os-release.ts';
import { parseOsRelease } from './os-release.ts';
import { locateIn } from './read-from-tree.ts';
import type { ParsedSelinuxConfig } from './selinux-config.ts';
import { parseSelinuxConfig } from './selinux-config.ts';
import type { Tree } from './tree.ts';
import { findUefiVendor } from './uefi-vendor.ts';

/** What is known of a container from elsewhere. A fact that is given goes before what its files say. */
export interface GivenFacts {
  readonly imgref: string;
  readonly imageId?: string;
  readonly architecture?: Architecture;
  readonly size?: Bytes;
  readonly defaultRootFs?: string;
  readonly bootloader?: string;
  readonly unifiedKernel?: boolean;
  readonly initrdModules?: readonly string[];
}

/** What bootc itself says of the container, read without asking it. */
export interface BootcFacts {
  /** Of /usr/lib/bootc/kargs.d, for this architecture. */
  readonly kernelArguments: readonly string[];
  readonly kernel?: BootcKernel;
  /** Absent where no drop-in says anything. */
  readonly installConfiguration?: InstallConfiguration;
}

export interface Inspection {
  readonly info: ContainerInfo;
  readonly bootc: BootcFacts;
  readonly notices: readonly Notice[];
}

/**
 * Everything that the files of a container's root say about it, without running any of it. Faults: what the container's
 * own bootc would refuse, an os-release without ID or NAME, a broken disk.yaml, iso.yaml, config.json or config.toml,
 * and files that are needed and cannot be read.
 */
export function inspectTree(tree: Tree, given: GivenFacts): Inspection {
  const { imgref, imageId, architecture, size } = given;
  const os = readOsRelease(tree);
  const uefiVendor = findUefiVendor(tree);
  const customizations = findCustomizations(tree);
  const diskDefinition = findDiskDefinition(tree);
  const isoDefinition = findIsoDefinition(tree);
  const selinux = readSelinuxConfig(tree);
  const install = findInstallConfiguration(tree, architecture);
  const kernelArguments = findKernelArguments(tree, architecture);
  const { kernel, moduleKernel, notices } = findKernel(tree);
  const defaultRootFs = given.defaultRootFs ?? install.configuration?.filesystem?.root?.type;
  const bootloader = given.bootloader ?? install.configuration?.bootloader;
  const info: ContainerInfo = {
    imgref,
    ...(imageId === undefined ? {} : { imageId }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(defaultRootFs === undefined ? {} : { defaultRootFs }),
    ...(size === undefined ? {} : { size }),
    unifiedKernel: given.unifiedKernel ?? kernel?.unified ?? false,
    ...(bootloader === undefined ? {} : { bootloader }),
    os: {
      release: os.release,
      ...(uefiVendor === undefined ? {} : { uefiVendor }),
      ...(selinux.policy === undefined ? {} : { selinuxPolicy: selinux.policy }),
      ...(moduleKernel === undefined ? {} : { kernel: moduleKernel }),
      ...(given.initrdModules === undefined ? {} : { initrdModules: given.initrdModules }),
      ...(diskDefinition === undefined ? {} : { diskDefinition }),
      ...(isoDefinition === undefined ? {} : { isoDefinition }),
      ...(customizations === undefined ? {} : { customizations }),
    },
  };
  const bootc: BootcFacts = {
    kernelArguments,
    ...(kernel === undefined ? {} : { kernel }),
    ...(install.configuration === undefined ? {} : { installConfiguration: install.configuration }),
  };
  return { info, bootc, notices: [...os.notices, ...selinux.notices, ...install.notices, ...notices] };
}

function readOsRelease(tree: Tree): ParsedOsRelease {
  for (const file of osReleaseFiles) {
    const found = locateIn(tree, file);
    if (found.kind === 'refused') throw found.fault;
    if (found.kind === 'absent') continue;
    return parseOsRelease(lossyText(contentOf(found.entry, file)), { document: 'os-release', file });
  }
  throw new Fault('inspect/no-os-release', `the container has neither /${osReleaseFiles.join(' nor /')}`, {
    at: { document: 'os-release' },
    hint: 'name the root directory of a bootable container, one that holds /usr',
  });
}

/** Its values are names and never decide by a letter that cannot be read. */
function lossyText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function readSelinuxConfig(tree: Tree): ParsedSelinuxConfig {
  const found = locateIn(tree, selinuxFile);
  if (found.kind === 'refused') throw found.fault;
  if (found.kind === 'absent') return { notices: [] };
  return parseSelinuxConfig(lossyText(contentOf(found.entry, selinuxFile)), { document: 'selinux', file: selinuxFile });
}
