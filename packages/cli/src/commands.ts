import { addonCommand } from './addon/addon-command.ts';
import { batchCommand } from './batch/batch-command.ts';
import { bootCommand } from './boot/boot-command.ts';
import { buildCommand } from './build/build-command.ts';
import { checkCommand } from './check/check-command.ts';
import type { Command } from './command.ts';
import { completionCommand } from './completion/completion-command.ts';
import { describeCommand } from './describe/describe-command.ts';
import { diffCommand } from './diff/diff-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { explainCommand } from './explain/explain-command.ts';
import { goldenCommand } from './golden/golden-command.ts';
import { idsCommand } from './ids/ids-command.ts';
import { inspectCommand } from './inspect/inspect-command.ts';
import { lintCommand } from './lint/lint-command.ts';
import { listCommand } from './list/list-command.ts';
import { manifestCommand } from './manifest/manifest-command.ts';
import { schemaCommand } from './schema/schema-command.ts';
import { sealCommand } from './seal/seal-command.ts';
import { showCommand } from './show/show-command.ts';
import { ukiCommand } from './uki/uki-command.ts';
import { validateCommand } from './validate/validate-command.ts';
import { versionCommand } from './version-command.ts';
import { vmCommand } from './vm/vm-command.ts';

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [
  manifestCommand,
  buildCommand,
  bootCommand,
  vmCommand,
  doctorCommand,
  inspectCommand,
  validateCommand,
  listCommand,
  describeCommand,
  batchCommand,
  checkCommand,
  idsCommand,
  showCommand,
  diffCommand,
  goldenCommand,
  lintCommand,
  sealCommand,
  addonCommand,
  ukiCommand,
  explainCommand,
  schemaCommand,
  completionCommand,
  versionCommand,
];
