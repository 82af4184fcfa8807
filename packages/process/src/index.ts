export type {
  CapturedOutput,
  Command,
  CommandOptions,
  CommandOutput,
  CommandResult,
  CommandRunner,
} from './command.ts';
export { outputText, renderCommand } from './command.ts';
export { commandFault, requireSuccess } from './command-fault.ts';
export type { Environment } from './environment.ts';
export * from './files.ts';
export type { Owner } from './owner.ts';
export { parseOwner, renderOwner } from './owner.ts';
export { ownerLabel, ownerLabels, placeLabel } from './owner-labels.ts';
export { hostSecret, isAlive, thisProcess } from './process-owner.ts';
export { installHint } from './program-packages.ts';
export { findProgram } from './program-path.ts';
export type { RecordedCall, ScriptedAnswer, ScriptedEnd, ScriptedOutput, ScriptedRunner } from './scripted-runner.ts';
export { scriptedRunner } from './scripted-runner.ts';
export { hostRunner } from './spawn.ts';
