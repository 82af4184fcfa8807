import { type Palette, plainPalette } from '@bootwright/manifest-diff';
import { painted, styleOf } from './colour.ts';

/** The colours of a diff, for an output with or without colours. */
export function diffPalette(output: { readonly colour: boolean }): Palette {
  if (!output.colour) return plainPalette;
  const { strong, faint } = styleOf(output);
  return {
    added: painted('green'),
    removed: painted('red'),
    changed: painted('yellow'),
    moved: painted('cyan'),
    heading: strong,
    faint,
  };
}
