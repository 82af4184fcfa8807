import type { WorkBudget } from '@bootwright/archive';
import type { Fault } from '@bootwright/core';
import type { Directory } from '../root/composefs-tree.ts';
import type { EmptiedFractions } from './layer-tree.ts';

/** Digests of the layers' tar archives, from the lowest up. */
export interface LayerDigests {
  /** As the image's configuration names them. */
  readonly declared: readonly string[];
  readonly found: readonly string[];
  /** Why bootc may read other layers, or none: full clauses. By default no reason is known. */
  readonly doubts?: readonly string[];
}

/** The root as composefs sees it, or why it sees none. */
export type ComposefsRoot =
  | {
      readonly kind: 'tree';
      readonly root: Directory;
      readonly fractions: EmptiedFractions;
      readonly layers: LayerDigests;
      /** What reading the image cost: what is computed of it is charged to it too. */
      readonly budget?: WorkBudget;
    }
  | { readonly kind: 'refused'; readonly fault: Fault };
