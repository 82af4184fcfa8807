import { defined } from '@bootwright/core';
import type { Change, ChangeGroup, GroupPlace, Landmark, Place } from './change.ts';

/** The two places around a change: those of the values that contain what changed. */
export interface Surroundings {
  readonly before: Place;
  readonly after: Place;
}

/** Gathers changes by pipeline and stage, in the order in which each first appears. */
export class GroupCollector {
  private readonly groups: Map<string, { readonly place: Omit<ChangeGroup, 'changes'>; readonly changes: Change[] }> =
    new Map();

  add(change: Change, around: Surroundings): void {
    const before = change.kind === 'added' ? outside(around.before, around.after, change.after) : change.before;
    const after = change.kind === 'removed' ? outside(around.after, around.before, change.before) : change.after;
    const key = `${keyOf(before)}/${keyOf(after)}`;
    const known = this.groups.get(key);
    if (known !== undefined) {
      known.changes.push(change);
      return;
    }
    const place = {
      ...(before === undefined ? {} : { before: groupPlace(before) }),
      ...(after === undefined ? {} : { after: groupPlace(after) }),
    };
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

function groupLandmarks(place: Place): readonly Landmark[] {
  return place.landmarks.filter(({ what }) => what === 'pipeline' || what === 'stage');
}

function groupPlace(place: Place): GroupPlace {
  const [pipeline, stage] = groupLandmarks(place);
  if (pipeline === undefined) return {};
  if (stage === undefined) return { pipeline: pipeline.name };
  const { name: type, index, label } = stage;
  return { pipeline: pipeline.name, stage: { type, index, ...defined({ label }) } };
}

function keyOf(place: Place | undefined): string {
  if (place === undefined) return '-';
  return groupLandmarks(place)
    .map(({ index }) => index)
    .join(':');
}
