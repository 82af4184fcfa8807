import type { Pairing } from './pairing.ts';

/** A row of two columns: an item on both sides, or on one. */
export type Row =
  | { readonly kind: 'both'; readonly before: number; readonly after: number; readonly moved: boolean }
  | { readonly kind: 'before'; readonly before: number }
  | { readonly kind: 'after'; readonly after: number };

/** Items of both lists in one order: that of the second list, with the items of the first alone where they were. */
export function alignedRows(pairing: Pairing, before: number, after: number): readonly Row[] {
  const anchors = pairing.anchors();
  const anchored = new Set(anchors.map((pair) => pair.after));
  const partners = new Map(pairing.pairs().map((pair) => [pair.after, pair.before]));
  const paired = new Set(partners.values());
  const rows: Row[] = [];
  let nextBefore = 0;
  let nextAfter = 0;
  const fillUpTo = (endBefore: number, endAfter: number): void => {
    for (; nextBefore < endBefore; nextBefore++) {
      if (!paired.has(nextBefore)) rows.push({ kind: 'before', before: nextBefore });
    }
    for (; nextAfter < endAfter; nextAfter++) {
      const partner = partners.get(nextAfter);
      if (partner === undefined) rows.push({ kind: 'after', after: nextAfter });
      else rows.push({ kind: 'both', before: partner, after: nextAfter, moved: !anchored.has(nextAfter) });
    }
  };
  for (const anchor of anchors) {
    fillUpTo(anchor.before, anchor.after);
    rows.push({ kind: 'both', ...anchor, moved: false });
    nextBefore++;
    nextAfter++;
  }
  fillUpTo(before, after);
  return rows;
}
