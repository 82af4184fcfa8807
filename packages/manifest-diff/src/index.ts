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
export type { ChangeReason, DiffReport } from './diff-report.ts';
export type { DiskPicture, PicturedPartition, PicturedVolume } from './disk-picture.ts';
export { diskPicture } from './disk-picture.ts';
export { invertDiff } from './invert-diff.ts';
export type { HtmlOptions } from './render-html.ts';
export { renderHtml } from './render-html.ts';
export { renderJson } from './render-json.ts';
export type { MarkdownOptions } from './render-markdown.ts';
export { renderMarkdown } from './render-markdown.ts';
export type { Palette, TerminalOptions } from './render-terminal.ts';
export { plainPalette, renderTerminal } from './render-terminal.ts';
export type { UnifiedOptions } from './render-unified.ts';
export { renderUnified } from './render-unified.ts';
