import type { RequestSet } from './recorded-requests.ts';
import { hasRecordings, linesOf, recordingText } from './reference.ts';

/** The first line in which two texts differ, as `line 3: expected …, got …`; absent where they are the same. */
export function firstDifference(expected: string, given: string): string | undefined {
  if (expected === given) return undefined;
  const [theirs, ours] = [expected.split('\n'), given.split('\n')];
  const index = theirs.findIndex((line, at) => line !== ours[at]);
  const at = index === -1 ? theirs.length : index;
  return `line ${at + 1}: expected ${shown(theirs[at])}, got ${shown(ours[at])}`;
}

function shown(line: string | undefined): string {
  return line === undefined ? 'the end' : JSON.stringify(line.trim());
}

/** Where a manifest first differs from the recorded one, as far as the recordings are at hand. */
export function differenceFromRecorded(set: RequestSet, name: string, given: string): string {
  if (!hasRecordings) return 'another manifest (../shared/reference, with its text, not found)';
  const recorded = recordedText(set, name);
  if (recorded === undefined) return 'another manifest (its text is not recorded)';
  const values = firstDifference(indented(recorded), indented(given));
  return `another manifest, ${values ?? `with the same values, ${firstDifference(recorded, given) ?? 'and the same text'}`}`;
}

function indented(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2);
}

function recordedText(set: RequestSet, name: string): string | undefined {
  switch (set) {
    case 'systematic':
    case 'trees':
      return recordingText(`manifests/${name}.json`);
    case 'random':
    case 'random-iso': {
      const line = linesOf(recordingText(`${set}.expected.jsonl.gz`)).find((text) => JSON.parse(text).name === name);
      return line === undefined ? undefined : JSON.stringify(JSON.parse(line).manifest);
    }
    default:
      return undefined;
  }
}
