import type { PieceSelection } from '../file-selection.ts';
import { smallSections } from '../small-sections.ts';

/** Of a PE file, the pieces from which the checks of a boot read: headers, small sections, relocations, signatures. */
export const bootSections: PieceSelection = {
  name: 'sections',
  // biome-ignore lint/correctness/useYield: it is done in one step.
  *pieces(size, read, budget) {
    return smallSections(size, read, budget);
  },
};
