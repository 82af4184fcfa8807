import { isUtf8Name } from '@bootwright/archive';
import type { ArgumentUse, ContainerInfo, UnifiedKernelImage } from '@bootwright/container-facts';
import { installableBootloaders } from '@bootwright/container-facts';
import {
  type Architecture,
  type Bytes,
  bytes,
  defined,
  Fault,
  isOtherArchitecture,
  type Notice,
} from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { contentOf, join, listIfDirectory, locateIn } from '@bootwright/file-tree';
import { bootcDeployment } from '@bootwright/plan';
import type { FoundUnifiedKernels } from '@bootwright/uki';
import { findUnifiedKernels, modulesDirectory } from '@bootwright/uki';
import { findCustomizations, findDiskDefinition, findIsoDefinition } from './builder/builder-files.ts';
import { noticesOfUnreadFiles } from './builder/files-without-effect.ts';
import { rawSourceNotices } from './builder/raw-sources.ts';
import { osReleaseFiles, rootSetupFile } from './inspected-files.ts';
import { noticesOfInstallArguments } from './install/install-arguments.ts';
import type { InstallConfiguration } from './install/install-configuration.ts';
import { findInstallConfiguration } from './install/install-drop-ins.ts';
import { findKargsDropIns, mergedKernelArguments, noticesOfKargs } from './kernel/kargs-directory.ts';
import type { BootcKernel } from './kernel/kernel.ts';
import { findKernel } from './kernel/kernel.ts';
import { unifiedKernelNotices } from './kernel/unified-kernel-notices.ts';
import { findAccounts } from './system/accounts.ts';
import { findBootcVersion } from './system/bootc-version.ts';
import { findArchitecture } from './system/elf-architecture.ts';
import { encodingNotices } from './system/encoding-notices.ts';
import { findSelinuxConfig } from './system/find-selinux-config.ts';
import { knownIssueNotices } from './system/known-issues.ts';
import type { ParsedOsRelease } from './system/os-release.ts';
import { parseOsRelease } from './system/os-release.ts';
import { findSystemdVersion } from './system/systemd-version.ts';
import { findUefiVendor } from './system/uefi-vendor.ts';
import { findWritableDirectories } from './system/writable-directories.ts';

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
  /** Its version, where it can be known without running it. */
  readonly version?: string;
}

export interface Inspection {
  readonly info: ContainerInfo;
  readonly bootc: BootcFacts;
  /** Absent where the files were not read: the container was asked. */
  readonly unifiedKernels?: FoundUnifiedKernels;
  readonly notices: readonly Notice[];
}

/**
 * Everything that the files of a container's root say about it, without running any of it. Faults: what the container's
 * own bootc would refuse, an os-release without ID or NAME, a broken disk.yaml, iso.yaml, config.json or config.toml,
 * and files that are needed and cannot be read.
 */
export function inspectTree(tree: Tree, given: GivenFacts): Inspection {
  const { imgref, imageId, size } = given;
  const found = findArchitecture(tree);
  const architecture = given.architecture ?? found;
  const os = readOsRelease(tree);
  const uefiVendor = findUefiVendor(tree);
  const { customizations, notices: ignoredOptions } = findCustomizations(tree);
  const accounts = findAccounts(tree);
  const writableDirectories = findWritableDirectories(tree);
  const diskDefinition = findDiskDefinition(tree);
  const isoDefinition = findIsoDefinition(tree);
  const selinux = findSelinuxConfig(tree);
  const install = findInstallConfiguration(tree, architecture);
  const kargs = findKargsDropIns(tree, architecture);
  const { kernel, moduleKernel, notices } = findKernel(tree);
  const defaultRootFs = given.defaultRootFs ?? install.configuration?.filesystem?.root?.type;
  const bootloader = given.bootloader ?? install.configuration?.bootloader;
  const bootcVersion = findBootcVersion(tree);
  const unifiedKernels = findUnifiedKernels(tree);
  const unifiedKernel = given.unifiedKernel ?? kernel?.unified ?? false;
  const info: ContainerInfo = {
    imgref,
    ...defined({ imageId, architecture, defaultRootFs, size }),
    unifiedKernel,
    ...defined({ unifiedKernelImage: unifiedKernel ? unifiedKernelImage(tree, unifiedKernels) : undefined }),
    ...defined({ bootloader, mountSpecs: install.mountSpecs }),
    os: {
      release: os.release,
      ...defined({
        uefiVendor,
        selinuxPolicy: selinux.policy,
        kernel: moduleKernel,
        initrdModules: given.initrdModules,
        accounts,
        writableDirectories,
        diskDefinition,
        isoDefinition,
        customizations,
      }),
    },
  };
  const bootc: BootcFacts = {
    kernelArguments: mergedKernelArguments(kargs.dropIns),
    ...defined({ kernel, installConfiguration: install.configuration, version: bootcVersion.version }),
  };
  const { sealed, storage } = bootcDeployment(info);
  const use: ArgumentUse = {
    storage,
    isSigned: sealed,
    isPackaged: true,
    isRootPassed: install.mountSpecs?.root?.value !== '',
    isBootPassed: install.mountSpecs?.boot?.value !== '',
  };
  const doubts = [
    ...architectureNotices(given.architecture, found),
    ...os.notices,
    ...selinux.notices,
    ...install.notices,
    ...kargs.notices,
    ...noticesOfKargs(kargs.dropIns, use),
    ...noticesOfInstallArguments(install.dropIns, { ...use, others: bootc.kernelArguments }),
    ...ignoredOptions,
    ...noticesOfUnreadFiles(tree),
    ...rawSourceNotices(tree, diskDefinition),
    ...bootloaderNotices(bootloader),
    ...notices,
    ...unifiedKernelNotices(unifiedKernels, {
      moduleDirectories: moduleDirectories(tree),
      dropIns: kargs.dropIns,
      hasRootSetup: locateIn(tree, rootSetupFile).kind !== 'absent',
    }),
    ...bootcVersion.notices,
    ...knownIssueNotices(bootcVersion, sealed),
  ];
  return { info, bootc, unifiedKernels, notices: doubts };
}

/** What bootc and systemd make of the unified kernel that is booted. */
function unifiedKernelImage(tree: Tree, { boot, modules }: FoundUnifiedKernels): UnifiedKernelImage | undefined {
  const [image] = [...boot, ...modules];
  if (image === undefined) return undefined;
  const { commandLine, seal, file, addons } = image;
  const sizes = [file, ...addons].map((path) => sizeIn(tree, path));
  return defined({ commandLine, composefsDigest: seal?.digest, systemd: findSystemdVersion(tree), sizes });
}

function sizeIn(tree: Tree, path: string): Bytes {
  const found = locateIn(tree, path);
  return bytes(found.kind === 'found' && found.entry.kind === 'file' ? found.entry.size : 0);
}

function moduleDirectories(tree: Tree): readonly string[] {
  const listing = listIfDirectory(tree, modulesDirectory);
  return (listing?.names ?? []).filter(
    (name) => isUtf8Name(name) && tree.entries.get(join(listing?.path ?? '', name))?.kind === 'directory',
  );
}

function bootloaderNotices(bootloader: string | undefined): readonly Notice[] {
  if (bootloader === undefined || bootloader === '' || installableBootloaders.some((name) => name === bootloader))
    return [];
  const notice: Notice = {
    code: 'install-configuration/bootloader',
    message: `the container asks for the boot loader ${JSON.stringify(bootloader.slice(0, 60))}, which osbuild cannot install`,
    at: { document: 'container', path: ['bootloader'] },
    hint: `set bootloader to one of ${installableBootloaders.join(', ')} in the container's install configuration`,
  };
  return [notice];
}

function architectureNotices(given: Architecture | undefined, found: Architecture | undefined): readonly Notice[] {
  if (!isOtherArchitecture(given, found)) return [];
  const notice: Notice = {
    code: 'inspect/architecture-differs',
    message: `the container is said to be for ${given}, and its programs are for ${found}`,
    at: { document: 'container', path: ['arch'] },
    hint: `name the architecture ${found}, or another container`,
  };
  return [notice];
}

function readOsRelease(tree: Tree): ParsedOsRelease {
  for (const file of osReleaseFiles) {
    const found = locateIn(tree, file);
    if (found.kind === 'rejected') throw found.fault;
    if (found.kind === 'absent') continue;
    const content = contentOf(found.entry, file);
    // Where a link leads, which is the file to edit.
    const origin = { document: 'os-release', file: found.path };
    const { release, notices } = parseOsRelease(new TextDecoder().decode(content), origin);
    return { release, notices: [...notices, ...encodingNotices(content, found.path)] };
  }
  throw new Fault('inspect/no-os-release', `the container has neither /${osReleaseFiles.join(' nor /')}`, {
    at: { document: 'os-release' },
    hint: 'name the root directory of a bootable container, one with /usr',
  });
}
