import type { DocumentPath } from '@bootwright/core';

/** Something with a name on the way from the document's root to a value. */
export interface Landmark {
  readonly what: 'pipeline' | 'stage' | 'partition' | 'volume' | 'device' | 'mount' | 'input' | 'source';
  /** The pipeline's, device's, mount's … name; a stage's type; a partition's role; a source item's digest. */
  readonly name: string;
  /** Tells stages of one type apart: a file, a mount point. */
  readonly label?: string;
  /** Position among its siblings, counted from 0. */
  readonly index: number;
  /** How many steps of the path lead to it. */
  readonly depth: number;
}

/** A place in one of the two documents. */
export interface Place {
  readonly path: DocumentPath;
  /** Outermost first. */
  readonly landmarks: readonly Landmark[];
}

/** The pipeline and the stage that the place is in, as far as it is in any. */
export function groupLandmarks({ landmarks }: Place): readonly Landmark[] {
  return landmarks.filter(({ what }) => what === 'pipeline' || what === 'stage');
}

/** Equal for places in one stage, or in one pipeline outside its stages: the indexes of both. */
export function groupKey(place: Place): string {
  return groupLandmarks(place)
    .map(({ index }) => index)
    .join(':');
}

/** A place with its value there. */
export interface Held extends Place {
  readonly value: unknown;
}

/** A place among siblings whose order counts: items of a list, keys of an object. */
export interface Slot extends Place {
  /** Counted from 0. */
  readonly position: number;
  /** What stands just before it, in words; absent for the first, and where siblings have no names. */
  readonly previous?: string;
}

/** A slot with its value. */
export interface Filled extends Slot {
  readonly value: unknown;
  /** Size of a partition or volume that came or went; absent for other things, and where the manifest gives none. */
  readonly bytes?: number;
}

/** A thing on both sides of a change. */
export interface Both<Side> {
  readonly before: Side;
  readonly after: Side;
}

/** What a change can be about, in the order in which they are offered. */
export const changeClasses = [
  'pipeline',
  'stage',
  'option',
  'kernel-argument',
  'partition',
  'volume',
  'size',
  'identifier',
  'device',
  'mount',
  'input',
  'source',
  /** The name of a pipeline, device, mount or source, where another part of the manifest refers to it. */
  'reference',
  /** Keys of an object are in another order. */
  'key-order',
  /** Outside pipelines and sources, or no manifest at all. */
  'document',
] as const;

/** What a change is about; what the HTML report filters by. */
export type ChangeClass = (typeof changeClasses)[number];

/** Something that only the second document has. */
export interface Added {
  readonly kind: 'added';
  readonly class: ChangeClass;
  readonly after: Filled;
}

/** Something that only the first document has. */
export interface Removed {
  readonly kind: 'removed';
  readonly class: ChangeClass;
  readonly before: Filled;
}

/** An item or key that stands elsewhere among its siblings; what changed inside it are changes of their own. */
export interface Moved extends Both<Slot> {
  readonly kind: 'moved';
  readonly class: ChangeClass;
}

/** A key that changed while its value is the same thing; what changed inside it are changes of their own. */
export interface Renamed extends Both<Slot> {
  readonly kind: 'renamed';
  readonly class: ChangeClass;
}

/** A value in the place of another. */
export interface Changed extends Both<Held> {
  readonly kind: 'changed';
  readonly class: ChangeClass;
  /** Present where both are lists or objects too large to be compared part by part. */
  readonly coarse?: true;
}

/** A size or an offset; the values are as the manifest has them, in sectors or texts, `bytes` says what they mean. */
export interface Resized extends Both<Held> {
  readonly kind: 'resized';
  readonly class: 'size';
  readonly quantity: 'size' | 'start';
  readonly bytes: Both<number>;
}

/** A UUID or volume id with the same role as before, or a text that differs in such alone. */
export interface Reseeded extends Both<Held> {
  readonly kind: 'reseeded';
  readonly class: 'identifier';
  /** With the same seed the values matter; with another one only that they changed. */
  readonly seed: 'same' | 'other';
}

/** A text of kernel arguments, word by word. */
export interface Reworded extends Both<Held> {
  readonly kind: 'reworded';
  readonly class: 'kernel-argument';
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** One change of a manifest: plain, frozen data. */
export type Change = Added | Removed | Moved | Renamed | Changed | Resized | Reseeded | Reworded;

/** Where a group of changes is, on one side. Both absent: outside all pipelines. */
export interface GroupPlace {
  readonly pipeline?: string;
  readonly stage?: { readonly type: string; readonly index: number; readonly label?: string };
}

/** The changes of one stage; of one pipeline outside its stages; or of the document outside its pipelines. */
export interface ChangeGroup {
  /** Absent where the stage or pipeline was added. */
  readonly before?: GroupPlace;
  /** Absent where the stage or pipeline was removed. */
  readonly after?: GroupPlace;
  readonly changes: readonly Change[];
}

/** All that differs between two documents, in the order of the second one. Complete: `applyDiff` gives the second. */
export interface ManifestDiff {
  readonly groups: readonly ChangeGroup[];
}

/** All changes, in order. */
export function changesOf(diff: ManifestDiff): readonly Change[] {
  return diff.groups.flatMap((group) => group.changes);
}

/** Whether the documents are equal. */
export function isEmpty(diff: ManifestDiff): boolean {
  return diff.groups.length === 0;
}
