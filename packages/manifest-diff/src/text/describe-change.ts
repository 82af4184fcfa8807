import {
  counted,
  JsonNumber,
  partitionTypeName,
  renderPath,
  shownLine,
  shownName,
  unreachable,
} from '@bootwright/core';
import {
  type Change,
  type Changed,
  type ChangeGroup,
  type Filled,
  type GroupPlace,
  groupLandmarks,
  type Held,
  type Moved,
  type Place,
  type Renamed,
  type Slot,
} from '../diff/change.ts';
import { placeOf } from '../diff/change-side.ts';
import { entriesOf, isList, numberOf, textOf } from '../diff/json-value.ts';
import { describeKernelArgument } from './kernel-argument-text.ts';
import { nameText } from './name-text.ts';
import { describeSize, describeSizes } from './size-text.ts';
import { usualLimit, valueText } from './value-text.ts';

/** The change as a person would say it, with its pipeline and stage: `image › mkfs.ext4 (root): label added: "root"`. */
export function describeChange(change: Change): string {
  const around = groupLandmarks(placeOf(change))
    .map(({ what, name, label }) => (what === 'stage' ? describeStage(name, label) : shownName(name)))
    .join(' › ');
  const edit = describeEdit(change);
  return around === '' ? edit : `${around}: ${edit}`;
}

/** A change of what is too large to be compared: how much it is, and that no part of it is listed. */
function describeCoarse({ before, after }: Changed, thing: string): string {
  return `${thing}: ${countText(before.value)} → ${countText(after.value)}, too many to be compared one by one`;
}

/**
 * `1` and `1.0` are one number to JSON and two to osbuild: Python reads an integer and a float, stages take one of them
 * alone, and the stage gets another id.
 */
function numberNote({ before, after }: Changed): string {
  const [integer, other] = typeof before.value === 'number' ? [before.value, after.value] : [after.value, before.value];
  if (!(other instanceof JsonNumber) || other.double() !== integer) return '';
  return ' (one number in two forms: osbuild reads an integer and a float, and the stage id changes)';
}

function countText(value: unknown): string {
  return isList(value) ? counted(value.length, 'item') : counted(entriesOf(value).length, 'key');
}

/** The same without pipeline and stage, for a list under `describeGroup`; values are cut to `limit` characters. */
export function describeEdit(change: Change, limit = usualLimit): string {
  const thing = describeThing(placeOf(change));
  if (change.class === 'kernel-argument' && !(change.kind === 'changed' && change.coarse))
    return describeKernelArgument(change, thing);
  switch (change.kind) {
    case 'added':
      return isItem(change.after)
        ? `${itemText(change.after, limit)} added`
        : `${thing} added${behind(change.after)}${detail(change.after, limit)}`;
    case 'removed':
      return isItem(change.before)
        ? `${itemText(change.before, limit)} removed`
        : `${thing} removed${behind(change.before)}${detail(change.before, limit)}`;
    case 'moved':
      return `${thing} moved ${movement(change)}`;
    case 'renamed':
      return renaming(change);
    case 'changed':
      if (change.coarse === true) return describeCoarse(change, thing);
      return isName(change.after)
        ? `${change.after.landmarks.at(-1)?.what} ${nameText(change.before.value)} is now ${nameText(change.after.value)}`
        : `${thing}: ${heldText(change.before, limit)} → ${heldText(change.after, limit)}${numberNote(change)}`;
    case 'resized':
      return `${thing}: ${describeSizes(change.bytes)}`;
    case 'reseeded':
      return change.seed === 'same'
        ? `${thing}: ${valueText(change.before.value, limit)} → ${valueText(change.after.value, limit)}`
        : `${thing}: another identifier`;
    default:
      return unreachable(change);
  }
}

/** The value in words: a partition's type by its name. */
function heldText({ value, path, landmarks }: Held, limit: number): string {
  const isType = path.at(-1) === 'type' && landmarks.at(-1)?.what === 'partition';
  return (isType ? partitionTypeName(value) : undefined) ?? valueText(value, limit);
}

/** Where the group is: `image › mkfs.ext4 (root)`, `image`, or `manifest` outside the pipelines. */
export function describeGroup(group: ChangeGroup): string {
  const after = describePlace(group.after);
  const before = describePlace(group.before);
  if (group.after === undefined) return before;
  return group.before === undefined || before === after ? after : `${after} (was ${before})`;
}

function describePlace(place: GroupPlace | undefined): string {
  const { pipeline, stage } = place ?? {};
  if (pipeline === undefined) return 'manifest';
  if (stage === undefined) return shownName(pipeline);
  return `${shownName(pipeline)} › ${describeStage(stage.type, stage.label)}`;
}

/** A stage's type without the prefix that all have, and what tells it from others. */
export function describeStage(type: string, label?: string): string {
  const name = shownName(shortType(type));
  return label === undefined ? name : `${name} (${shownName(label)})`;
}

function shortType(type: string): string {
  return type.startsWith('org.osbuild.') ? type.slice('org.osbuild.'.length) : type;
}

/** What changed: the thing with a name, and the path below it. */
export function describeThing(place: Place): string {
  const last = place.landmarks.at(-1);
  const rest = place.path.slice(last?.depth ?? 0);
  const named = last !== undefined && last.what !== 'pipeline' && last.what !== 'stage';
  const name = named ? `${last.what} ${nameText(last.name)}` : '';
  if (rest.length === 0) return name === '' ? (last?.what ?? 'document') : name;
  const path = shownLine(renderPath(rest[0] === 'options' && rest.length > 1 ? rest.slice(1) : rest));
  return named ? `${name}, ${path}` : path;
}

/** Whether it is an item of a list without a name of its own. */
function isItem({ path, landmarks }: Place): boolean {
  return typeof path.at(-1) === 'number' && landmarks.at(-1)?.depth !== path.length;
}

function itemText({ path, landmarks, value }: Filled, limit: number): string {
  const list = describeThing({ path: path.slice(0, -1), landmarks });
  return `${list}: ${valueText(value, limit)}`;
}

function behind(slot: Slot): string {
  return slot.previous === undefined ? '' : ` after ${shownName(shortType(slot.previous))}`;
}

function movement({ before, after }: Moved): string {
  if (after.previous !== undefined) return `behind ${shownName(shortType(after.previous))}`;
  return after.position === 0 ? 'to the front' : `from place ${before.position + 1} to ${after.position + 1}`;
}

function renaming({ before, after }: Renamed): string {
  const last = after.landmarks.at(-1);
  const isThing = last?.depth === after.path.length;
  const what = isThing ? last.what : `${describeThing({ path: after.path.slice(0, -1), landmarks: after.landmarks })}:`;
  return `${what} ${nameText(before.path.at(-1))} is now ${nameText(after.path.at(-1))}`;
}

/** Whether the value is what names the landmark around it. */
function isName({ path, landmarks }: Place): boolean {
  return path.at(-1) === 'name' && landmarks.at(-1)?.depth === path.length - 1;
}

/** What people want to know of a thing that came or went. */
function detail({ value, landmarks, path, bytes }: Filled, limit: number): string {
  if (landmarks.at(-1)?.depth !== path.length) return `: ${valueText(value, limit)}`;
  switch (landmarks.at(-1)?.what) {
    case 'mount':
      return mountDetail(value);
    case 'volume':
    case 'partition':
      return bytes === undefined ? '' : `: ${describeSize(bytes)}`;
    case 'device':
      return textOf(value, 'type') === undefined ? '' : `: ${shownName(shortType(textOf(value, 'type') ?? ''))}`;
    default:
      return '';
  }
}

function mountDetail(value: unknown): string {
  const source = textOf(value, 'source');
  const number = numberOf(value, 'partition');
  const target = textOf(value, 'target');
  const parts = [
    target === undefined ? undefined : `at ${target}`,
    source === undefined ? undefined : `from ${source}`,
    number === undefined ? undefined : `partition ${number}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `: ${shownLine(parts.join(', '))}`;
}
