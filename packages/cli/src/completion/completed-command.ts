import { type Completes, flagOf } from '../arguments/option.ts';
import type { Command, Operand } from '../command.ts';

/** What a shell offers for one word. */
export type Offer =
  | { readonly kind: 'file' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'nothing' };

export interface CompletedOption {
  /** With their dashes, the long one first. */
  readonly flags: readonly string[];
  readonly summary: string;
  /** Absent for a switch. */
  readonly value?: Offer;
}

/** A command as completion scripts need it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly operand: Offer;
}

const shared: readonly CompletedOption[] = [
  { flags: ['--json'], summary: 'results and problems as JSON' },
  { flags: ['--help', '-h'], summary: 'print help' },
];

export function completedCommands(
  commands: readonly Command[],
  imageTypes: readonly string[],
): readonly CompletedCommand[] {
  return commands.map(({ name, summary, options, operands }) => ({
    name,
    summary,
    operand: operandOffer(operands[0], imageTypes),
    options: [
      ...Object.entries(options).map(([key, option]): CompletedOption => {
        const flags = [flagOf(key), ...(option.alias === undefined ? [] : [option.alias])];
        // A flag that needs no value would take the next word for one.
        if (option.kind === 'switch' || (option.kind === 'value' && option.bare !== undefined))
          return { flags, summary: option.summary };
        return { flags, summary: option.summary, value: offerOf(option.completes, imageTypes) };
      }),
      ...shared,
    ],
  }));
}

function operandOffer(operand: Operand | undefined, imageTypes: readonly string[]): Offer {
  return operand === undefined ? { kind: 'nothing' } : offerOf(operand.completes, imageTypes);
}

function offerOf(completes: Completes, imageTypes: readonly string[]): Offer {
  if (typeof completes === 'object') return { kind: 'words', words: completes.words };
  if (completes === 'image-type') return { kind: 'words', words: imageTypes };
  return { kind: completes };
}
