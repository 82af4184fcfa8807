import type { ContainerInfo, OsRelease } from '@bootwright/container-facts';
import type { Notice } from '@bootwright/core';
import { defined } from '@bootwright/core';
import type { BootcFacts, Inspection } from '../inspect-tree.ts';
import type { BootcOutput, PrintedInstallConfiguration } from './container-output.ts';

export interface AskedAnswers {
  /** `old`: its bootc is older than 1.12 and has no `bootc container inspect`. */
  readonly bootc: BootcOutput | 'old';
  readonly install: PrintedInstallConfiguration;
  /** Absent where `cat` is missing. */
  readonly release?: OsRelease;
  /** Absent where the container has no kernel to name to `lsinitrd`. */
  readonly initrdModules?: readonly string[];
}

/**
 * The facts of a container by asking: what its programs answered replaces what was read; what no program can
 * be asked for (disk.yaml, the SELinux policy and the like) stays as it was read. With a bootc that is too old to be
 * asked the kernel is not unified, as the reference takes it, and its arguments are those that were read.
 */
export function runInspection(read: Inspection, answers: AskedAnswers): Inspection {
  const { bootc, install, release, initrdModules } = answers;
  const { configuration } = install;
  const { defaultRootFs: _root, bootloader: _bootloader, ...info } = read.info;
  const { initrdModules: _modules, ...os } = info.os;
  const { installConfiguration: _install, ...readBootc } = read.bootc;
  const asked: ContainerInfo = {
    ...info,
    ...defined({ defaultRootFs: configuration?.filesystem?.root?.type, bootloader: configuration?.bootloader }),
    unifiedKernel: bootc !== 'old' && bootc.kernel?.unified === true,
    os: { ...os, release: release ?? os.release, ...defined({ initrdModules }) },
  };
  const facts: BootcFacts = {
    ...(bootc === 'old' ? readBootc : askedBootc(read.bootc, bootc)),
    ...defined({ installConfiguration: configuration }),
  };
  const notices = bootc === 'old' ? [oldBootc] : [];
  return { ...read, info: asked, bootc: facts, notices: [...read.notices, ...notices, ...install.notices] };
}

const oldBootc: Notice = {
  code: 'inspect/old-bootc',
  message:
    "the container's bootc is older than 1.12 and cannot say whether its kernel is unified, so it is taken as not",
  at: { document: 'container', file: 'usr/bin/bootc' },
  hint: 'bring bootc up to date in the container, or read it (--by read)',
};

/** What bootc does not print of a unified kernel (its file, its command line) is kept where both mean the same one. */
function askedBootc(read: BootcFacts, { kargs, kernel }: BootcOutput): BootcFacts {
  if (kernel === undefined) return { kernelArguments: kargs };
  const { version } = kernel;
  if (!kernel.unified) return { kernelArguments: kargs, kernel: { unified: false, version } };
  const same = read.kernel?.unified === true && read.kernel.version === version ? read.kernel : undefined;
  const file = `boot/EFI/Linux/${version}.efi`;
  return { kernelArguments: kargs, kernel: same ?? { unified: true, file, version } };
}
