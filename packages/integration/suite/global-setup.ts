import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Belongings, belongings } from './belongings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that holds all of this run. */
    readonly home: string;
    /** What this machine had of the run before its tests. */
    readonly before: Belongings;
  }
}

/** All that a run makes is in one folder, in which its temporary files are as well, and its processes know its name. */
export default function setup(project: TestProject): () => void {
  const roots = process.env.BOOTWRIGHT_ROOTS ?? '';
  // Beside the roots, where there are some: hard links to them are made in it.
  const home = mkdtempSync(join(roots === '' ? tmpdir() : dirname(roots), 'bootwright-integration-'));
  mkdirSync(join(home, 'tmp'));
  process.env.BOOTWRIGHT_TEST = home;
  process.env.TMPDIR = join(home, 'tmp');
  project.provide('home', home);
  project.provide('before', belongings(home));
  return () => rmSync(home, { recursive: true, force: true });
}
