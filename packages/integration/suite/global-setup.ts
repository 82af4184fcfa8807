import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type TrackedResources, trackedResources } from './tracked-resources.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with all files of this run. */
    readonly home: string;
    /** Resources of the run before its tests. */
    readonly before: TrackedResources;
  }
}

/** All files of a run, also temporary ones, are in one folder, whose name is in the environment of its processes. */
export default function setup(project: TestProject): () => void {
  const roots = process.env.BOOTWRIGHT_ROOTS ?? '';
  // Next to the roots, if any, because it contains hard links to them.
  const home = mkdtempSync(join(roots === '' ? tmpdir() : dirname(roots), 'bootwright-integration-'));
  mkdirSync(join(home, 'tmp'));
  process.env.BOOTWRIGHT_TEST = home;
  process.env.TMPDIR = join(home, 'tmp');
  project.provide('home', home);
  project.provide('before', trackedResources(home));
  return () => rmSync(home, { recursive: true, force: true });
}
