export { applyDiff } from './apply-diff.ts';
export type {
  Added,
  Both,
  Change,
  ChangeClass,
  Changed,
  ChangeGroup,
  Filled,
  GroupPlace,
  Held,
  Landmark,
  ManifestDiff,
  Moved,
  Place,
  Removed,
  Renamed,
  Reseeded,
  Resized,
  Reworded,
  Slot,
} from './change.ts';
export { changeClasses, changesOf, isEmpty } from './change.ts';
export type { DiffOptions } from './classify.ts';
export { describeChange, describeEdit, describeGroup } from './describe-change.ts';
export { diffManifests } from './diff-manifests.ts';
export type { DiskPicture, PicturedPartition, PicturedVolume } from './disk-picture.ts';
export { diskPicture } from './disk-picture.ts';
export { invertDiff } from './invert-diff.ts';
