import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner, listDirectory, readTextIfThere } from '@bootwright/process';
import { canConfine } from '../src/host/probing.ts';
import type { OsbuildRequest } from '../src/run/osbuild-request.ts';

/** The folders of a test's build, and its request to the stand-in for osbuild. */
export interface BuildPlace {
  readonly folder: string;
  readonly environment: { readonly XDG_RUNTIME_DIR: string; readonly TMPDIR: string };
  readonly request: (stages: readonly object[]) => OsbuildRequest;
  /** Leftovers of a run: files outside of the store, mounts, loop devices. */
  remains(): readonly string[];
  remove(): void;
}

export const standIn = join(import.meta.dirname, '../../../tools/stand-in-osbuild.mjs');

export function buildPlace(program = standIn): BuildPlace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-osbuild-')));
  for (const name of ['run', 'tmp', 'out']) mkdirSync(join(folder, name));
  return {
    folder,
    environment: { XDG_RUNTIME_DIR: join(folder, 'run'), TMPDIR: join(folder, 'tmp') },
    request: (stages) => ({
      installation: { kind: 'program', program },
      manifest: JSON.stringify({ version: '2', pipelines: [{ name: 'image', stages }] }),
      exports: ['image'],
      outputDirectory: join(folder, 'out'),
      store: join(folder, 'store'),
      checkpoints: [],
      inVm: [],
      keepOwners: true,
    }),
    remains: () => [...filesIn(folder), ...mountsIn(folder), ...loopDevicesOf(folder)],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const own = /^(?:run|tmp|out|store|store\/(?:tmp|stage)|run\/bootwright)$/;
/** osbuild leaves a tree whose build failed in its store; only a run with namespaces of its own puts them elsewhere. */
const treeOfOsbuild = /^store\/stage\/uuid-/;
const isConfined = await canConfine(hostRunner(process.env));

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !own.test(name));
  return isConfined ? names : names.filter((name) => !treeOfOsbuild.test(name));
}

function mountsIn(folder: string): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(folder));
}

function loopDevicesOf(folder: string): readonly string[] {
  // A container may have no /sys.
  return listDirectory('/sys/block').filter((name) => {
    // Another program may detach it meanwhile.
    return readTextIfThere(join('/sys/block', name, 'loop/backing_file')).includes(folder);
  });
}
