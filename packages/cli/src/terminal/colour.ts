import type { Environment } from '@bootwright/process';
/** Whether to colour: FORCE_COLOR decides, then NO_COLOR, then whether a terminal that can is there. */
export function wantsColour(terminal: boolean, environment: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return terminal && term !== 'dumb';
}

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

const sequence =
  (open: string, close: string): Paint =>
  (text) =>
    text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;

const plain: Paint = (text) => text;

const coloured: Style = {
  strong: sequence('1', '22'),
  faint: sequence('2', '22'),
  error: sequence('1;31', '22;39'),
  notice: sequence('1;33', '22;39'),
  help: sequence('32', '39'),
  place: sequence('36', '39'),
};

const uncoloured: Style = { strong: plain, faint: plain, error: plain, notice: plain, help: plain, place: plain };

/** The style of an output that has colours or none. */
export function styleOf(output: { readonly colour: boolean }): Style {
  return output.colour ? coloured : uncoloured;
}
