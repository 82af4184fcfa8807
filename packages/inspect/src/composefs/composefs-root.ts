import type { Fault } from '@bootwright/core';
import type { Directory } from './composefs-tree.ts';
import type { EmptiedFractions } from './layer-tree.ts';

/** The root as composefs sees it, or why it sees none. */
export type ComposefsRoot =
  | { readonly kind: 'tree'; readonly root: Directory; readonly fractions: EmptiedFractions }
  | { readonly kind: 'refused'; readonly fault: Fault };
