import { defined, unreachable } from '@bootwright/core';
import {
  findInstallConfiguration,
  findKernel,
  findKernelArguments,
  initramfsFiles,
  inspectedFiles,
  renderBootcInspection,
  renderInstallConfiguration,
  renderModules,
} from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import type { NamedContainer } from '../container/container-reference.ts';
import { readFiles } from '../container/read-container.ts';
import { listModules } from './find-modules.ts';
import type { InspectGiven } from './inspect-options.ts';

export interface PrintGiven extends Omit<InspectGiven, 'format'> {
  readonly format: 'bootc' | 'install-configuration' | 'modules';
}

/**
 * The bytes that a program of the container would print. Only the files that this program reads matter, so that any root
 * for which the program has an answer gets it, bootable or not.
 */
export async function printAsPrograms(
  named: NamedContainer,
  given: PrintGiven,
  context: CommandContext,
): Promise<string> {
  const { format } = given;
  const wanted = format === 'modules' ? [...inspectedFiles, ...initramfsFiles] : inspectedFiles;
  const { tree, budget, architecture, notices } = await readFiles(named, given, context, { files: wanted });
  await context.report(notices);
  switch (format) {
    case 'bootc': {
      const kernelArguments = findKernelArguments(tree, architecture);
      const { kernel, notices: ofKernel } = findKernel(tree);
      await context.report(ofKernel);
      return renderBootcInspection({ kernelArguments, ...defined({ kernel }) });
    }
    case 'install-configuration': {
      const { configuration, notices: ofConfiguration } = findInstallConfiguration(tree, architecture);
      await context.report(ofConfiguration);
      return renderInstallConfiguration(configuration, given.all);
    }
    case 'modules':
      return renderModules(await listModules(tree, given.kernel, { budget }));
    default:
      return unreachable(format);
  }
}
