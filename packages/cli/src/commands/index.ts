import type { Command } from '../command.ts';
import { describeCommand } from './describe.ts';
import { listCommand } from './list.ts';
import { versionCommand } from './version.ts';

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [listCommand, describeCommand, versionCommand];
