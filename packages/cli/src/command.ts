import type { Fault, Notice } from '@bootwright/core';
import type { Given, Options } from './arguments/option.ts';
import { argumentsFault, optionsFault } from './arguments/options-fault.ts';
import { type RawValues, readGiven } from './arguments/read-given.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Host } from './host.ts';
import type { SourceTexts } from './problems/source-texts.ts';

/** What every command can use. */
export interface CommandContext {
  readonly host: Host;
  readonly commands: readonly Command[];
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** The texts read so far, which messages quote. A command adds the texts that it reads. */
  readonly texts: SourceTexts;
  /** Reports notices and faults on standard error. A fault that ends the command is thrown instead. */
  report(problems: readonly (Notice | Fault)[]): Promise<void>;
  /** Prints a fact that is neither notice nor fault, such as the seed that was drawn. */
  remark(code: string, message: string): Promise<void>;
}

/** A word without a dash, such as the TYPE of `describe TYPE`. */
export interface Operand {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  /** Whether it may be given several times; only the last operand may. */
  readonly repeated?: boolean;
  readonly completes: 'file' | 'image-type' | 'vm' | 'nothing' | { readonly words: readonly string[] };
}

export interface Example {
  readonly line: string;
  readonly summary: string;
}

/** A command as a value: what help, completion and the parser need, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs for the command's own help. */
  readonly description?: string;
  readonly operands: readonly Operand[];
  readonly options: Options;
  readonly examples: readonly Example[];
  readonly run: (invocation: Invocation, context: CommandContext) => Promise<ExitStatus>;
}

export interface Invocation {
  readonly operands: readonly string[];
  readonly raw: RawValues;
}

export interface CommandDefinition<O extends Options> extends Omit<Command, 'options' | 'run'> {
  readonly options: O;
  /** Imports its code when it runs, so that other commands start without it. */
  readonly run: (given: Given<O>, operands: readonly string[], context: CommandContext) => Promise<ExitStatus>;
}

/** A command whose `run` gets its options parsed and typed. */
export function defineCommand<const O extends Options>(definition: CommandDefinition<O>): Command {
  return {
    ...definition,
    run: async ({ operands, raw }, context) => {
      checkFormat(raw, context.json);
      checkOperands(definition.operands, operands);
      return definition.run(readGiven(definition.options, raw, context.host.environment), operands, context);
    },
  };
}

/** An empty operand usually comes from an unset shell variable. */
function checkOperands(declared: readonly Operand[], given: readonly string[]): void {
  const index = given.indexOf('');
  if (index === -1) return;
  const { name = 'operand' } = declared[Math.min(index, declared.length - 1)] ?? {};
  throw argumentsFault(`expected ${name}, got ""`, `give ${name}; check whether a quoted shell variable is empty`);
}

/** Rejects `--json` next to an option that asks for another format. */
function checkFormat(raw: RawValues, json: boolean): void {
  if (!json) return;
  for (const name of ['format', 'reporter', 'progress']) {
    const form = raw[name];
    if (form === undefined || form === 'json' || (name === 'progress' && form === 'auto')) continue;
    throw optionsFault(`--json and --${name} ${form} contradict each other`, 'leave one of them out');
  }
}
