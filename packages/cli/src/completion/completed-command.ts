import { type Completes, flagOf } from '../arguments/option.ts';
import type { Command } from '../command.ts';

/** What completion offers for one word; for `vm` the names of running virtual machines, which the command itself lists. */
export type Offer = Exclude<Completes, 'image-type'>;

export interface CompletedOption {
  /** With their dashes, the long one first. */
  readonly flags: readonly string[];
  readonly summary: string;
  /** Absent for a switch. */
  readonly value?: Offer;
  /** Whether the flag may be given without a value; a value is then written as `--flag=VALUE`. */
  readonly isBare: boolean;
  /** Whether it may be given several times. */
  readonly isRepeated: boolean;
}

/** A command as completion scripts need it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** For each operand in order; the last one is for all further operands if `isRepeated` is true. */
  readonly operands: readonly Offer[];
  readonly isRepeated: boolean;
}

/** What prints the names of running virtual machines. */
export const vmNames = 'bootwright vm ls --quiet 2>/dev/null';

const shared: readonly CompletedOption[] = [
  { flags: ['--json'], summary: 'results and problems as JSON', isBare: false, isRepeated: false },
  { flags: ['--help', '-h'], summary: 'print help', isBare: false, isRepeated: false },
];

export function completedCommands(
  commands: readonly Command[],
  imageTypes: readonly string[],
): readonly CompletedCommand[] {
  return commands.map(({ name, summary, options, operands }) => ({
    name,
    summary,
    operands: operands.map(({ completes }) => offerOf(completes, imageTypes)),
    isRepeated: operands.at(-1)?.repeated === true,
    options: [
      ...Object.entries(options).map(([key, option]): CompletedOption => {
        const flags = [flagOf(key), ...(option.alias === undefined ? [] : [option.alias])];
        const isBare = option.kind === 'value' && option.bare !== undefined;
        const about = { flags, summary: option.summary, isBare, isRepeated: option.kind === 'list' };
        return option.kind === 'switch' ? about : { ...about, value: offerOf(option.completes, imageTypes) };
      }),
      ...shared,
    ],
  }));
}

function offerOf(completes: Completes, imageTypes: readonly string[]): Offer {
  return completes === 'image-type' ? { words: imageTypes } : completes;
}
