import { encodeJson, encodeJsonCompact } from '@bootwright/osbuild';
import { changesOf, type ManifestDiff } from '../diff/change.ts';
import { describeChange } from '../text/describe-change.ts';

/** Rises when a field is renamed, dropped, or means something else; not when one is added. */
const version = 1;

/** Characters. Indented, values nested as deep as may be get seventy times as long. */
const longestIndented = 256 * 1024;

/**
 * The diff for machines, with a newline at the end: `{ version, equal, count, groups }`; indented where it is shorter than
 * 256 KiB without. Groups and changes are those of `ManifestDiff`, each change with its `description` for people. Read as
 * JSON it is a diff that `applyDiff` takes; `readExactJson` keeps all digits of its numbers.
 */
export function renderJson(diff: ManifestDiff): string {
  const document = {
    version,
    equal: diff.groups.length === 0,
    count: changesOf(diff).length,
    groups: diff.groups.map(({ changes, ...place }) => ({
      ...place,
      changes: changes.map((change) => ({ description: describeChange(change), ...change })),
    })),
  };
  const compact = encodeJsonCompact(document);
  return compact.length > longestIndented ? compact : encodeJson(document);
}
