import type { Output } from '../host.ts';
import { type Style, styleOf } from './colour.ts';

/** How text looks on some output. */
export interface Look {
  readonly colour: boolean;
  readonly style: Style;
  /** Characters that a line may have; longer ones go on below their first words. */
  readonly width: number;
}

/** The look of an output. Lines are broken for a terminal alone: elsewhere programs read them, such as grep. */
export function lookOf({ terminal, colour, columns }: Pick<Output, 'terminal' | 'colour' | 'columns'>): Look {
  return { colour, style: styleOf({ colour }), width: terminal ? columns : Number.POSITIVE_INFINITY };
}

/** The look of a file. */
export const plainLook: Look = lookOf({ terminal: false, colour: false, columns: 0 });
