import { defined, unreachable } from '@bootwright/core';
import type { Both, Change, ManifestDiff } from './change.ts';

/** The diff from the second document to the first: `applyDiff` with it takes every change back. */
export function invertDiff(diff: ManifestDiff): ManifestDiff {
  const groups = diff.groups.map(({ before, after, changes }) =>
    Object.freeze({
      ...defined({ before: after, after: before }),
      changes: Object.freeze(changes.map((change) => Object.freeze(invertChange(change)))),
    }),
  );
  return Object.freeze({ groups: Object.freeze(groups) });
}

function invertChange(change: Change): Change {
  switch (change.kind) {
    case 'added':
      return { kind: 'removed', class: change.class, before: change.after };
    case 'removed':
      return { kind: 'added', class: change.class, after: change.before };
    case 'moved':
    case 'renamed':
      return { ...change, ...swapped(change) };
    case 'changed':
    case 'reseeded':
      return { ...change, ...swapped(change) };
    case 'resized':
      return { ...change, ...swapped(change), bytes: Object.freeze(swapped(change.bytes)) };
    case 'reworded':
      return { ...change, ...swapped(change), removed: change.added, added: change.removed };
    default:
      return unreachable(change);
  }
}

function swapped<Side>({ before, after }: Both<Side>): Both<Side> {
  return { before: after, after: before };
}
