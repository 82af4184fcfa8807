import { encodeJson } from '@bootwright/osbuild';
import { changesOf, type ManifestDiff } from './change.ts';
import { describeChange } from './describe-change.ts';

/** Rises when a field is renamed, dropped, or means something else; not when one is added. */
const version = 1;

/**
 * The diff for machines, indented, with a newline at the end: `{ version, equal, count, groups }`. Groups and changes are
 * those of `ManifestDiff`, each change with its `description` for people. `JSON.parse` of it is a diff that `applyDiff`
 * takes.
 */
export function renderJson(diff: ManifestDiff): string {
  return encodeJson({
    version,
    equal: diff.groups.length === 0,
    count: changesOf(diff).length,
    groups: diff.groups.map(({ changes, ...place }) => ({
      ...place,
      changes: changes.map((change) => ({ description: describeChange(change), ...change })),
    })),
  });
}
