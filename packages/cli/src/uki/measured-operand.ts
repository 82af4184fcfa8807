import type { ReadBytes } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { readAt, select, within } from '@bootwright/file-tree';
import {
  findUnifiedKernels,
  type MeasuredImage,
  measureImage,
  modulesDirectory,
  unifiedKernelDirectory,
} from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { givenContainer } from '../container/container-reference.ts';
import { readFiles } from '../container/read-container.ts';
import { inPlace } from '../problems/placed.ts';
import type { UkiGiven } from './uki-options.ts';
import { withProgram } from './with-program.ts';

/** References of containers; everything else is the path of a file. */
const reference = /^(?:docker|containers-storage|docker-daemon|oci|oci-archive|docker-archive|dir):/;

/** The measurements of a unified kernel image: a file, or the one that a container boots. */
export function measuredOperand(operand: string, given: UkiGiven, context: CommandContext): Promise<MeasuredImage> {
  if (reference.test(operand)) return measuredContainer(operand, given, context);
  return context.host.computing(() => withProgram(operand, context.host, measureImage));
}

async function measuredContainer(operand: string, given: UkiGiven, context: CommandContext): Promise<MeasuredImage> {
  const { host } = context;
  const named = givenContainer(operand, undefined, host);
  const whole = [...within([unifiedKernelDirectory], '*.efi'), ...within([modulesDirectory], '*/*.efi')];
  const { tree } = await readFiles(named, given, context, { files: select('whole', whole) });
  const { boot, modules } = findUnifiedKernels(tree);
  const file = [...boot, ...modules][0]?.file;
  const entry = file === undefined ? undefined : tree.entries.get(file);
  if (file === undefined || entry?.kind !== 'file') {
    const message = `${named.written} has no unified kernel image, which the TPM measures`;
    throw new Fault('inspect/no-unified-kernel', message, { hint: 'name a sealed container, or the file of an image' });
  }
  const read: ReadBytes = (offset, length) => readAt(entry, offset, length);
  return host.computing(() => inPlace({ document: 'container', file }, () => measureImage(read, entry.size)));
}
