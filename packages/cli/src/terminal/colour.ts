import { styleText } from 'node:util';
import type { Environment } from '@bootwright/process';

/** Whether to colour: FORCE_COLOR decides, then NO_COLOR, then whether a terminal that can is there. */
export function wantsColour(terminal: boolean, environment: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return terminal && term !== 'dumb';
}

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Gives a text a look; an empty one stays empty. */
export type Paint = (text: string) => string;

/** The few looks that messages have. */
export interface Style {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly error: Paint;
  readonly notice: Paint;
  readonly help: Paint;
  readonly place: Paint;
}

/** Whether there are colours was decided before: `styleText` is not to look at the environment again. */
export const painted =
  (...format: readonly Format[]): Paint =>
  (text) =>
    text === '' ? '' : styleText([...format], text, { validateStream: false });

const plain: Paint = (text) => text;

const coloured: Style = {
  strong: painted('bold'),
  faint: painted('dim'),
  error: painted('bold', 'red'),
  notice: painted('bold', 'yellow'),
  help: painted('green'),
  place: painted('cyan'),
};

const uncoloured: Style = { strong: plain, faint: plain, error: plain, notice: plain, help: plain, place: plain };

/** The style of an output that has colours or none. */
export function styleOf(output: { readonly colour: boolean }): Style {
  return output.colour ? coloured : uncoloured;
}
