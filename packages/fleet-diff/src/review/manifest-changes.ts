import { cutName, isObject, objectOf, textOf } from '@bootwright/core';
import {
  type Both,
  type Change,
  changesOf,
  describeEdit,
  describeStage,
  describeThing,
  diffManifests,
  mebibytes,
  type Place,
  placeOf,
  roleOfMountpoint,
} from '@bootwright/manifest-diff';
import { bootModeChange } from './boot-mode.ts';
import type { FleetChange, FleetClass } from './fleet-change.ts';
import { packageChanges } from './package-changes.ts';
import { reviewedManifest } from './reviewed-manifest.ts';

/** Changes of one manifest that are reported one by one: a review of more is one of another manifest. */
const mostChanges = 5_000;
/** Characters of what changed. */
const longestSubject = 400;

/**
 * What differs between two manifests, as reviewers name it: packages by name and version, containers by name, files by
 * path, UUIDs by what they identify. Empty only for equal manifests.
 */
export function manifestChanges(before: unknown, after: unknown): readonly FleetChange[] {
  const [left, right] = [reviewedManifest(before), reviewedManifest(after)];
  const packages = packageChanges(left.packages, right.packages);
  const moved = packages.some(({ subject }) => subject.startsWith('source of packages'));
  const [old, now] = moved
    ? [withoutPackageSources(left.document, right.document), withoutPackageSources(right.document, left.document)]
    : [left.document, right.document];
  const edits = changesOf(diffManifests(old, now)).map((change) => fleetChange(change, { before: old, after: now }));
  const changes = unique([...bootModeChange(before, after), ...edits, ...packages]);
  if (changes.length > mostChanges) {
    const rest: FleetChange = {
      class: 'document',
      kind: 'changed',
      subject: `more than ${mostChanges} changes`,
      details: [],
    };
    return [...changes.slice(0, mostChanges), rest];
  }
  if (changes.length > 0 || JSON.stringify(before) === JSON.stringify(after)) return changes;
  return [{ class: 'key-order', kind: 'moved', subject: 'the same content in another order', details: [] }];
}

function unique(changes: readonly FleetChange[]): readonly FleetChange[] {
  const known = new Map<string, FleetChange>();
  for (const change of changes) known.set(JSON.stringify(change), change);
  return [...known.values()];
}

/** The document without sources that only it has and that had packages alone: where packages come from is reported once. */
function withoutPackageSources(document: unknown, other: unknown): unknown {
  const sources = objectOf(objectOf(document).sources);
  const others = objectOf(objectOf(other).sources);
  const kept = Object.entries(sources).filter(
    ([type, source]) => others[type] !== undefined || Object.keys(objectOf(objectOf(source).items)).length > 0,
  );
  return isObject(document) ? { ...document, sources: Object.fromEntries(kept) } : document;
}

type Sides = Both<unknown>;

function fleetChange(change: Change, documents: Sides): FleetChange {
  const side = change.kind === 'removed' ? 'before' : 'after';
  const place = placeOf(change);
  const where = whereOf(place);
  const base = { class: classOf(change, place), kind: change.kind, ...(where === '' ? {} : { where }) };
  if (change.kind === 'reseeded') {
    const role = identifierRole(place, documents[side]);
    return { class: 'identifier', kind: 'reseeded', subject: `UUID of ${role}`, details: [] };
  }
  const last = place.landmarks.at(-1);
  if (change.kind === 'resized') return resizedChange(change, base, documents);
  if (last?.depth === place.path.length && last.what === 'stage') {
    const stage = `stage ${describeStage(last.name, last.label)}`;
    const outer = base.where?.split(' › ')[0];
    const subject = `${stage} ${change.kind}`;
    const details = change.kind === 'removed' ? [] : neighbours(change, documents);
    return { class: 'stage', kind: change.kind, ...(outer === undefined ? {} : { where: outer }), subject, details };
  }
  if (change.kind === 'moved' && last?.depth !== place.path.length) {
    const list = describeThing({
      path: place.path.slice(0, -1),
      landmarks: place.landmarks.filter(({ depth }) => depth < place.path.length),
    });
    return { ...base, class: 'key-order', subject: `${list} in another order`, details: [] };
  }
  const text = cutName(describeEdit(general(change, documents)), longestSubject);
  if (base.class === 'container' || base.class === 'file') {
    return { ...base, subject: text.replace(/^source /, `${base.class} `), details: [] };
  }
  const thing = describeThing(generalPlace(place, documents[side]));
  const head = ['added', 'removed', 'moved'].map((kind) => `${thing} ${kind}`).find((one) => text.startsWith(one));
  if (head !== undefined && !isItem(place)) return { ...base, subject: head, details: rest(text, head) };
  const isValue = ['changed', 'resized'].includes(change.kind) && text.startsWith(`${thing}: `);
  return isValue ? { ...base, subject: thing, details: rest(text, thing) } : { ...base, subject: text, details: [] };
}

/**
 * A size with by how much it changed. Devices of stages that work on a partition follow from the partition, and are one
 * change for the pipeline.
 */
function resizedChange(
  change: Extract<Change, { readonly kind: 'resized' }>,
  base: Pick<FleetChange, 'where' | 'kind'> & { readonly class: FleetClass },
  documents: Sides,
): FleetChange {
  const difference = change.bytes.after - change.bytes.before;
  const by = `by ${difference < 0 ? '-' : '+'}${mebibytes(Math.abs(difference))}`;
  if (change.after.landmarks.at(-1)?.what === 'device') {
    const pipeline = change.after.landmarks.find(({ what }) => what === 'pipeline')?.name ?? '';
    return { class: 'size', kind: 'resized', where: pipeline, subject: `${change.quantity} of devices`, details: [by] };
  }
  const thing = describeThing(generalPlace(change.after, documents.after));
  const { before, after } = change.bytes;
  return { ...base, subject: thing, details: [`: ${mebibytes(before)} → ${mebibytes(after)}`, by] };
}

const rest = (text: string, head: string): readonly string[] => {
  const more = text.slice(head.length);
  return more === '' ? [] : [more.startsWith(': ') ? more : more.trim()];
};

const isItem = ({ path, landmarks }: Place): boolean =>
  typeof path.at(-1) === 'number' && landmarks.at(-1)?.depth !== path.length;

function whereOf({ landmarks, path }: Place): string {
  return landmarks
    .filter(({ what, depth }) => (what === 'pipeline' && depth < path.length) || what === 'stage')
    .map(({ what, name, label }) => (what === 'stage' ? describeStage(name, label) : name))
    .join(' › ');
}

/** The stages that a stage is between, where it was added or moved to. */
function neighbours(change: Change, { after }: Sides): readonly string[] {
  if (change.kind === 'removed') return [];
  const path = change.after.path;
  const index = path.at(-1);
  if (typeof index !== 'number') return [];
  const next = objectOf(valueAt(after, [...path.slice(0, -1), index + 1]));
  const previous = objectOf(valueAt(after, [...path.slice(0, -1), index - 1]));
  return [...sided('after', textOf(previous.type)), ...sided('before', textOf(next.type))];
}

const sided = (word: string, type: string | undefined): readonly string[] =>
  type === undefined ? [] : [`${word} ${describeStage(type)}`];

function classOf(change: Change, { landmarks, path }: Place): FleetClass {
  if (change.class !== 'source') return change.class;
  const source = landmarks.find(({ what }) => what === 'source')?.name ?? '';
  const type = `${path[1]}`;
  if (source.startsWith('/')) return 'file';
  return /skopeo|containers/.test(type) && source !== '' ? 'container' : 'source';
}

/** What an identifier belongs to: a partition, a file system by its mount point, or the option that names it. */
function identifierRole(place: Place, document: unknown): string {
  const partition = place.landmarks.find(({ what }) => what === 'partition')?.name;
  if (partition !== undefined) return `partition ${partition}`;
  const key = `${place.path.at(-1)}`;
  const stage = place.landmarks.find(({ what }) => what === 'stage');
  const holder = objectOf(valueAt(document, place.path.slice(0, -1)));
  const mountpoint = textOf(holder.path) ?? textOf(holder.mountpoint) ?? textOf(holder.target);
  const role = mountpoint ?? /^(.+)_fs_uuid$/.exec(key)?.[1] ?? stage?.label;
  if (role !== undefined) return `file system ${roleOfMountpoint(role)}`;
  const type = describeStage(stage?.name ?? 'manifest');
  if (/^mkfs\./.test(type)) return `file system ${type.slice('mkfs.'.length)}`;
  return key === 'uuid' && /^s[fg]disk$/.test(type) ? 'the partition table' : `${type} ${key}`;
}

/** The change with names in the place of indexes, so that it is the same in every manifest. */
function general(change: Change, documents: Sides): Change {
  const before = <Side extends Place>(side: Side): Side => ({ ...side, ...generalPlace(side, documents.before) });
  const after = <Side extends Place>(side: Side): Side => ({ ...side, ...generalPlace(side, documents.after) });
  switch (change.kind) {
    case 'added':
      return { ...change, after: after(change.after) };
    case 'removed':
      return { ...change, before: before(change.before) };
    case 'moved':
    case 'renamed':
      return { ...change, before: before(change.before), after: after(change.after) };
    default:
      return { ...change, before: before(change.before), after: after(change.after) };
  }
}

/** Indexes below the last thing with a name become the name of the item, or `*`; that of an item itself stays. */
function generalPlace(place: Place, document: unknown): Place {
  const from = place.landmarks.at(-1)?.depth ?? 0;
  const path = place.path.map((step, index) => {
    if (typeof step !== 'number' || index < from || index === place.path.length - 1) return step;
    const item = objectOf(valueAt(document, place.path.slice(0, index + 1)));
    const name = [item.name, item.id, item.path, item.key, item.to, item.filename].find(
      (one) => typeof one === 'string',
    );
    return typeof name === 'string' ? name : '*';
  });
  return { path, landmarks: place.landmarks };
}

function valueAt(document: unknown, path: Place['path']): unknown {
  let value = document;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isObject(value) && Object.hasOwn(value, `${step}`)) value = value[`${step}`];
    else return undefined;
  }
  return value;
}
