import { encodeJson } from '@bootwright/osbuild';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { printable } from './printable.ts';

export interface UnifiedOptions {
  /** What the two sides are called. Default: `before` and `after`. */
  readonly titles?: { readonly before: string; readonly after: string };
  /** Equal lines around each change. Default: 3. */
  readonly context?: number;
}

/**
 * A unified diff of the documents' canonical texts, such as `patch` takes; empty where they are equal. Lines are those of
 * the manifests, byte for byte: JSON escapes control characters, but text in a manifest may hold other characters that
 * a terminal should not be shown.
 */
export function renderUnified(before: unknown, after: unknown, options: UnifiedOptions = {}): string {
  const { titles = { before: 'before', after: 'after' }, context = 3 } = options;
  const [left, right] = [encodeJson(before), encodeJson(after)];
  if (left === right) return '';
  const names = [printable(titles.before), printable(titles.after)] as const;
  return createTwoFilesPatch(...names, left, right, undefined, undefined, {
    context,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
