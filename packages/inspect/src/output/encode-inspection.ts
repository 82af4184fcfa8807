import type { ContainerInfoJson } from '@bootwright/container-facts';
import { encodeContainerInfo } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import type { ComposefsSeal, Signature, UnifiedKernelInfo, UnifiedKernelSection } from '@bootwright/uki';
import type { Inspection } from '../inspect-tree.ts';
import type { PrintedInstallConfiguration } from '../install/print-install-configuration.ts';
import { printInstallConfiguration } from '../install/print-install-configuration.ts';

/** All facts of an inspection as JSON; `container` is what a request takes. */
export interface InspectionJson {
  readonly container: ContainerInfoJson;
  readonly bootc: {
    /** Absent where it is not known. */
    readonly version?: string;
    readonly kargs: readonly string[];
    readonly kernel: { readonly version: string; readonly unified: boolean } | null;
    /** As `bootc install print-configuration --all` prints it. */
    readonly install_configuration: PrintedInstallConfiguration;
  };
  /** Absent where the container was asked instead of read. */
  readonly unified_kernels?: {
    readonly boot: readonly UnifiedKernelJson[];
    readonly modules: readonly UnifiedKernelJson[];
    readonly unreadable: readonly { readonly file: string; readonly why: string }[];
  };
}

export interface UnifiedKernelJson {
  readonly file: string;
  readonly sections: readonly UnifiedKernelSection[];
  readonly cmdline?: string;
  readonly osrel?: string;
  readonly uname?: string;
  readonly composefs?: ComposefsSeal;
  readonly addons: readonly string[];
  readonly signature: Signature;
}

/** The inspection as plain JSON, keys in a fixed order, absent facts left out. Notices are not part of it. */
export function encodeInspection({ info, bootc, unifiedKernels }: Inspection): InspectionJson {
  const { kernel, version } = bootc;
  return {
    container: encodeContainerInfo(info),
    bootc: {
      ...defined({ version }),
      kargs: bootc.kernelArguments,
      kernel: kernel === undefined ? null : { version: kernel.version, unified: kernel.unified },
      install_configuration: printInstallConfiguration(bootc.installConfiguration, true),
    },
    ...defined({
      unified_kernels: unifiedKernels && {
        boot: unifiedKernels.boot.map(encodeUnifiedKernel),
        modules: unifiedKernels.modules.map(encodeUnifiedKernel),
        unreadable: unifiedKernels.unreadable.map(({ file, fault }) => ({ file, why: fault.message })),
      },
    }),
  };
}

function encodeUnifiedKernel(kernel: UnifiedKernelInfo): UnifiedKernelJson {
  const { file, sections, commandLine, osRelease, uname, seal, addons, signature } = kernel;
  return {
    file,
    sections,
    ...defined({ cmdline: commandLine, osrel: osRelease, uname, composefs: seal }),
    addons,
    signature,
  };
}
