import type { Output } from '../host.ts';
import { type Style, styleOf } from './colour.ts';

/** Style and width of text on an output. */
export interface Look {
  readonly colour: boolean;
  readonly style: Style;
  /** Columns of a line; longer lines are wrapped. */
  readonly width: number;
}

/** The look of an output. Only a terminal gets wrapped lines: elsewhere programs such as grep read them. */
export function lookOf({ terminal, colour, columns }: Pick<Output, 'terminal' | 'colour' | 'columns'>): Look {
  return { colour, style: styleOf({ colour }), width: terminal ? columns : Number.POSITIVE_INFINITY };
}

/** The look of a file. */
export const plainLook: Look = lookOf({ terminal: false, colour: false, columns: 0 });
