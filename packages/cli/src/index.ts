export type { Captured, Surroundings } from './captured.ts';
export { captured } from './captured.ts';
export type { Command, CommandContext, Example, Invocation, Operand } from './command.ts';
export { commands } from './commands.ts';
export type { ExitStatus } from './exit-status.ts';
export { exitStatus } from './exit-status.ts';
export type { Host, Output } from './host.ts';
export { run } from './run.ts';
export { version } from './version.ts';
