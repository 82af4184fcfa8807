import type { Architecture } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import { findImageType } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { styleOf } from '../terminal/colour.ts';
import { describeType, encodeDescription } from './describe-type.ts';
import { renderDescription } from './render-description.ts';

interface Given {
  readonly arch?: Architecture;
  readonly filesystem?: FilesystemType;
}

/** Prints the description of the type with that name. */
export async function runDescribe(name: string, given: Given, { host, json }: CommandContext): Promise<ExitStatus> {
  const type = findImageType(name);
  const description = describeType(type, {
    architectures: given.arch === undefined ? type.architectures : [given.arch],
    filesystem: given.filesystem ?? 'ext4',
  });
  const text = json ? encodeDescription(description) : renderDescription(description, styleOf(host.stdout));
  await host.stdout.write(text);
  return exitStatus.done;
}
