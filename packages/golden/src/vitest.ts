import { basename, dirname, resolve } from 'node:path';
import { changesOf, describeChange, diffManifests, renderTerminal } from '@bootwright/manifest-diff';
import { encodeJson } from '@bootwright/osbuild';
import { expect } from 'vitest';
import { readGoldenFile } from './store/golden-folder.ts';

/** What can be asked of a manifest in a test. */
export interface ManifestAssertion {
  /** Fails where the manifests differ, and says how: by pipeline, stage and role. */
  toEqualManifest(expected: unknown): void;
  /**
   * Compares with a golden file, relative to the test's own. vitest's flags decide as for snapshots: it is written if it does not exist, again with `--update`, and never in CI. Await it.
   */
  toMatchGolden(path: string): Promise<void>;
}

/** A manifest (an object, or its text) to compare in a vitest test. */
export function expectManifest(manifest: unknown): ManifestAssertion {
  const actual = typeof manifest === 'string' ? parsed(manifest) : manifest;
  return {
    toEqualManifest: (expected) => {
      const wanted = typeof expected === 'string' ? parsed(expected) : expected;
      const count = changesBetween(wanted, actual);
      if (count > 0) throw new Error(explanation('The manifest differs.', wanted, actual));
      // An assertion to vitest as well, which can require one of each test.
      expect(count).toBe(0);
    },
    toMatchGolden: async (path) => {
      const file = resolve(dirname(expect.getState().testPath ?? ''), path);
      const text = typeof manifest === 'string' ? manifest : encodeJson(manifest);
      const golden = readGoldenFile(dirname(file), basename(file));
      try {
        await expect(text).toMatchFileSnapshot(file);
      } catch (error) {
        if (golden === undefined) throw error;
        const title = `The manifest differs from its golden ${path}; where that is wanted, run vitest with --update.`;
        throw new Error(explanation(title, parsed(golden), actual));
      }
    },
  };
}

function changesBetween(expected: unknown, actual: unknown): number {
  return changesOf(diffManifests(expected, actual, { sameSeed: true })).length;
}

function explanation(title: string, expected: unknown, actual: unknown): string {
  const diff = diffManifests(expected, actual, { sameSeed: true });
  const [only] = changesOf(diff);
  if (only === undefined) return `${title}\n\nThe text differs, and not what it says: white space or escapes.`;
  const body = changesOf(diff).length === 1 ? `- ${describeChange(only)}` : renderTerminal(diff);
  return `${title}\n\n${body.trimEnd()}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
