import { findImageType } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { checkWithoutContainer } from '../container/needs-container.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { lookOf } from '../terminal/look.ts';
import type { DescribeGiven } from './describe-options.ts';
import { describeType, encodeDescription } from './describe-type.ts';
import { renderDescription } from './render-description.ts';

/** Prints the description of the type with that name, or of the image of that type that a container becomes. */
export async function runDescribe(
  [name = '', operand]: readonly string[],
  given: DescribeGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const type = findImageType(name);
  if (operand !== undefined || given.root !== undefined) {
    const { givenContainer } = await import('../container/container-reference.ts');
    const { describeImage } = await import('./describe-image.ts');
    return describeImage({ type, named: givenContainer(operand, given.root, context.host) }, given, context);
  }
  checkWithoutContainer(given, context.host.environment);
  const description = describeType(type, {
    architectures: given.arch === undefined ? type.architectures : [given.arch],
    filesystem: given.bootcDefaultFs ?? 'ext4',
  });
  const text = json ? encodeDescription(description) : renderDescription(description, lookOf(host.stdout));
  await host.stdout.write(text);
  return exitStatus.done;
}
