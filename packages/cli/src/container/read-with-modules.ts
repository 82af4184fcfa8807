import { defined } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import { type GivenContainer, initramfsFiles, inspectedFiles } from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import { attemptModules } from '../inspect/find-modules.ts';
import type { NamedContainer } from './container-reference.ts';
import { type Container, inspectFiles, type Reading, readFiles } from './read-container.ts';

/** Whether an image of one of these types depends on the modules of the container's initramfs. */
export function needsModules(types: readonly ImageType[]): boolean {
  return types.some(({ kind }) => kind === 'network-boot');
}

/** Reads and inspects a container with the modules of its initramfs, which costs more than its other facts. */
export async function readWithModules(
  named: NamedContainer,
  reading: Reading,
  given: GivenContainer,
  context: CommandContext,
): Promise<Container> {
  const files = await readFiles(named, reading, context, { files: [...inspectedFiles, ...initramfsFiles] });
  const { modules, notices } = await attemptModules(files.tree, {
    programs: 'any',
    stopAtFirst: true,
    budget: files.budget,
  });
  const container = inspectFiles(files, named, { ...given, ...defined({ initrdModules: modules }) });
  return { ...container, notices: [...container.notices, ...notices] };
}
