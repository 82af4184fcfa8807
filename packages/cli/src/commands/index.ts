import type { Command } from '../command.ts';
import { batchCommand } from './batch.ts';
import { bootCommand } from './boot.ts';
import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import { completionCommand } from './completion.ts';
import { describeCommand } from './describe.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { goldenCommand } from './golden.ts';
import { idsCommand } from './ids.ts';
import { inspectCommand } from './inspect.ts';
import { listCommand } from './list.ts';
import { manifestCommand } from './manifest.ts';
import { schemaCommand } from './schema.ts';
import { validateCommand } from './validate.ts';
import { versionCommand } from './version.ts';

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [
  manifestCommand,
  buildCommand,
  bootCommand,
  doctorCommand,
  inspectCommand,
  validateCommand,
  listCommand,
  describeCommand,
  batchCommand,
  checkCommand,
  idsCommand,
  diffCommand,
  goldenCommand,
  schemaCommand,
  completionCommand,
  versionCommand,
];
