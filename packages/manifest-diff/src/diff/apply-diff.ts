import type { DocumentPath, PathStep } from '@bootwright/core';
import { Fault, isObject, unreachable } from '@bootwright/core';
import { type Change, changesOf, type Filled, type Held, type ManifestDiff, type Slot } from './change.ts';
import { isList } from './json-value.ts';

/**
 * The second document of the diff, made of the first: the same text as JSON, order of keys included. Parts that no
 * change touches are shared with `before`. A document that the diff was not made from is the fault `diff/other-document`
 * where the diff does not fit it at all; where it happens to fit, it is changed as well.
 */
export function applyDiff(before: unknown, diff: ManifestDiff): unknown {
  const edits: Edits = { before: branch(), after: branch() };
  for (const change of changesOf(diff)) enter(change, edits);
  return rebuilt(before, edits.before, edits.after, []);
}

/** What happens to the value at a path, and to those below it. */
interface Branch {
  readonly children: Map<PathStep, Branch>;
  held?: Held;
  filled?: Filled;
  removed?: true;
  /** Where the child stands afterwards, and under which key. */
  slot?: Slot;
}

interface Edits {
  /** By path in the first document. */
  readonly before: Branch;
  /** By path in the second. */
  readonly after: Branch;
}

function branch(): Branch {
  return { children: new Map() };
}

function branchAt(root: Branch, path: DocumentPath): Branch {
  let at = root;
  for (const step of path) {
    let next = at.children.get(step);
    if (next === undefined) {
      next = branch();
      at.children.set(step, next);
    }
    at = next;
  }
  return at;
}

function enter(change: Change, edits: Edits): void {
  switch (change.kind) {
    case 'added':
      branchAt(edits.after, change.after.path).filled = change.after;
      break;
    case 'removed':
      branchAt(edits.before, change.before.path).removed = true;
      break;
    case 'moved':
    case 'renamed':
      branchAt(edits.before, change.before.path).slot = change.after;
      break;
    case 'changed':
    case 'resized':
    case 'reseeded':
    case 'reworded':
      branchAt(edits.before, change.before.path).held = change.after;
      break;
    default:
      unreachable(change);
  }
}

/** A child of the first document, or one that only the second has. */
type Child = readonly [step: PathStep, value: unknown];

function rebuilt(value: unknown, old: Branch | undefined, made: Branch | undefined, path: DocumentPath): unknown {
  if (old?.held !== undefined) return old.held.value;
  if (old === undefined && made === undefined) return value;
  if (isList(value)) {
    const children = value.map((item, index): Child => [index, item]);
    return arranged(children, old, made, path).map(([, item]) => item);
  }
  if (isObject(value)) return Object.fromEntries(arranged(Object.entries(value), old, made, path));
  return (old?.children.size ?? 0) + (made?.children.size ?? 0) === 0 ? value : otherDocument(path);
}

/** The children in their new order: those with a slot of their own there, the others around them in the old order. */
function arranged(
  children: readonly Child[],
  old: Branch | undefined,
  made: Branch | undefined,
  path: DocumentPath,
): readonly Child[] {
  const places = new Map<number, { readonly step: PathStep; readonly child?: Child; readonly value?: unknown }>();
  for (const [step, { filled }] of made?.children ?? []) {
    if (filled !== undefined) places.set(filled.position, { step, value: filled.value });
  }
  const staying: Child[] = [];
  let removed = 0;
  for (const child of children) {
    const edit = old?.children.get(child[0]);
    if (edit?.removed === true) removed++;
    else if (edit?.slot === undefined) staying.push(child);
    else places.set(edit.slot.position, { step: edit.slot.path.at(-1) ?? '', child });
  }
  const length = staying.length + places.size;
  if ([...(old?.children ?? [])].filter(([, edit]) => edit.removed === true).length !== removed) otherDocument(path);
  const kept = staying.values();
  return Array.from({ length }, (_, position): Child => {
    const place = places.get(position);
    if (place !== undefined && place.child === undefined) return [place.step, place.value];
    const [step, value] = place?.child ?? kept.next().value ?? otherDocument(path);
    // Positions in lists are counted again; keys stay unless they were renamed.
    const after = typeof step === 'number' ? position : (place?.step ?? step);
    return [after, rebuilt(value, old?.children.get(step), made?.children.get(after), [...path, step])];
  });
}

function otherDocument(path: DocumentPath): never {
  throw new Fault('diff/other-document', 'the diff was not made from this document: it does not fit', {
    at: { document: 'manifest', path },
    hint: 'apply it to the first of the two documents that were compared',
  });
}
