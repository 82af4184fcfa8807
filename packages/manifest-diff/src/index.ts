export { applyDiff } from './diff/apply-diff.ts';
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
} from './diff/change.ts';
export { changeClasses, changesOf, isEmpty } from './diff/change.ts';
export { placeOf } from './diff/change-side.ts';
export type { DiffOptions } from './diff/classify.ts';
export { diffManifests } from './diff/diff-manifests.ts';
export { invertDiff } from './diff/invert-diff.ts';
export type { DiskPicture, PicturedPartition, PicturedVolume } from './disk/disk-picture.ts';
export { diskPicture } from './disk/disk-picture.ts';
export { roleOfMountpoint } from './disk/partition-role.ts';
export { changeLooks } from './render/change-looks.ts';
export type { ChangeReason, DiffReport } from './render/diff-report.ts';
export { diskFigure } from './render/html/disk-drawing.ts';
export { escapeHtml } from './render/html/escape-html.ts';
export { renderPage } from './render/html/page.ts';
export type { HtmlOptions } from './render/render-html.ts';
export { renderHtml } from './render/render-html.ts';
export { renderJson } from './render/render-json.ts';
export type { MarkdownOptions } from './render/render-markdown.ts';
export { renderMarkdown } from './render/render-markdown.ts';
export type { Palette, TerminalOptions } from './render/render-terminal.ts';
export { plainPalette, renderTerminal } from './render/render-terminal.ts';
export type { UnifiedOptions } from './render/render-unified.ts';
export { renderUnified } from './render/render-unified.ts';
export { describeChange, describeEdit, describeGroup, describeStage, describeThing } from './text/describe-change.ts';
export { escapeMarkdown } from './text/escape-markdown.ts';
export { mebibytes } from './text/size-text.ts';
export { wrapped as wrappedText } from './text/wrapped.ts';
