import { shownName, shownOutput } from '@bootwright/core';
import { encodeJson } from '@bootwright/osbuild';
import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import { same } from '../diff/json-value.ts';
import { fitsLayout, type LayoutSize } from '../disk/layout-size.ts';

export interface UnifiedOptions {
  /** What the two sides are called. Default: `before` and `after`. */
  readonly titles?: { readonly before: string; readonly after: string };
  /** Equal lines around each change. Default: 3. */
  readonly context?: number;
}

/** Longer texts are not shown: the manifests of image-builder with the most packages have a third of it. */
const longest: LayoutSize = { lines: 100_000, characters: 16 * 1024 * 1024 };

/** Between texts that differ in more lines the shortest way is not looked for: that would take minutes. */
const mostEdits = 3_000;

/**
 * A unified diff of the documents' canonical texts, such as `patch` takes; empty where they are equal. Texts that have
 * next to nothing in common are replaced as a whole. Of texts beyond 100,000 lines or 16 Mi characters a line says that
 * they differ and are not shown. Lines are those of the manifests; characters that are unsafe to show
 * are written as JSON escapes.
 */
export function renderUnified(before: unknown, after: unknown, options: UnifiedOptions = {}): string {
  const { titles = { before: 'before', after: 'after' }, context = 3 } = options;
  const [oldFileName, newFileName] = [shownName(titles.before), shownName(titles.after)];
  if (!fitsLayout(before, longest) || !fitsLayout(after, longest)) {
    const why = `not shown: more than ${longest.lines} lines or ${longest.characters} characters`;
    return same(before, after) ? '' : `--- ${oldFileName}\n+++ ${newFileName}\n# ${why}\n`;
  }
  const [left, right] = [canonicalText(before), canonicalText(after)];
  if (left === right) return '';
  const limits = { context, maxEditLength: mostEdits };
  const patch = structuredPatch(oldFileName, newFileName, left, right, undefined, undefined, limits) ?? {
    oldFileName,
    newFileName,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [replacement(linesOf(left), linesOf(right))],
  };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function canonicalText(value: unknown): string {
  return shownOutput(encodeJson(value), { controls: false });
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}

/** All lines but those that both texts begin and end with. */
function replacement(old: readonly string[], now: readonly string[]): StructuredPatchHunk {
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first] === now[first]) first++;
  let last = 0;
  while (last < most - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const [removed, added] = [old, now].map((lines) => lines.slice(first, lines.length - last));
  return {
    oldStart: first + 1,
    oldLines: removed?.length ?? 0,
    newStart: first + 1,
    newLines: added?.length ?? 0,
    lines: [...(removed ?? []).map((line) => `-${line}`), ...(added ?? []).map((line) => `+${line}`)],
  };
}
