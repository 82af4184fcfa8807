import { styleText } from 'node:util';
import type { Environment } from '@bootwright/process';

/** Whether to use colours: FORCE_COLOR decides, then NO_COLOR, then whether the output is a terminal with colours. */
export function wantsColour(terminal: boolean, environment: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return terminal && term !== 'dumb';
}

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Styles a text; an empty text stays empty. */
export type Paint = (text: string) => string;

export interface Style {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly error: Paint;
  readonly notice: Paint;
  readonly help: Paint;
  readonly place: Paint;
}

/** `wantsColour` has decided already: `styleText` must not check the environment again. */
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

export function styleOf(output: { readonly colour: boolean }): Style {
  return output.colour ? coloured : uncoloured;
}
