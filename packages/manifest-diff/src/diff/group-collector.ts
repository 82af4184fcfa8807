import { defined } from '@bootwright/core';
import {
  type Both,
  type Change,
  type ChangeGroup,
  type GroupPlace,
  groupKey,
  groupLandmarks,
  type Place,
} from './change.ts';

/** Gathers changes by pipeline and stage, in the order in which each first appears. */
export class GroupCollector {
  private readonly groups: Map<string, { readonly place: Omit<ChangeGroup, 'changes'>; readonly changes: Change[] }> =
    new Map();

  /** `around`: the places of the values that contain what changed. */
  add(change: Change, around: Both<Place>): void {
    const before = change.kind === 'added' ? outside(around.before, around.after, change.after) : change.before;
    const after = change.kind === 'removed' ? outside(around.after, around.before, change.before) : change.after;
    const key = `${keyOf(before)}/${keyOf(after)}`;
    const known = this.groups.get(key);
    if (known !== undefined) {
      known.changes.push(change);
      return;
    }
    const place = defined({ before: before && groupPlace(before), after: after && groupPlace(after) });
    this.groups.set(key, { place, changes: [change] });
  }

  result(): readonly ChangeGroup[] {
    return [...this.groups.values()].map(({ place, changes }) => ({ ...place, changes }));
  }
}

/** The place on the side without the thing: none, where the thing is a pipeline or stage itself. */
function outside(other: Place, around: Place, thing: Place): Place | undefined {
  return groupLandmarks(thing).length > groupLandmarks(around).length ? undefined : other;
}

function groupPlace(place: Place): GroupPlace {
  const [pipeline, stage] = groupLandmarks(place);
  if (pipeline === undefined) return {};
  if (stage === undefined) return { pipeline: pipeline.name };
  const { name: type, index, label } = stage;
  return { pipeline: pipeline.name, stage: { type, index, ...defined({ label }) } };
}

function keyOf(place: Place | undefined): string {
  return place === undefined ? '-' : groupKey(place);
}
