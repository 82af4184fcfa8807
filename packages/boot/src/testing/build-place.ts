import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandRunner } from '@bootwright/process';
import type { OsbuildRequest } from '../osbuild/osbuild-request.ts';

/** Folders of one build of a test, and what is asked of the osbuild that stands in there. */
export interface BuildPlace {
  readonly folder: string;
  readonly environment: { readonly XDG_RUNTIME_DIR: string; readonly TMPDIR: string };
  readonly request: (stages: readonly object[]) => OsbuildRequest;
  /** What is left of a run: files but those that are the store's own, mounts, loop devices. */
  remains(): readonly string[];
  remove(): void;
}

export const standIn = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');

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

/** Whether runs of a test may mount and use loop devices. */
export async function mayMount(runner: CommandRunner): Promise<boolean> {
  const probe = 'mount -t tmpfs none /mnt && losetup --find && command -v mke2fs';
  const result = await runner.run(['unshare', '--mount', 'sh', '-c', probe]);
  return result.kind === 'exited' && result.code === 0;
}

const own = /^(?:run|tmp|out|store|store\/(?:tmp|stage)|run\/bootwright)$/;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !own.test(name));
}

function mountsIn(folder: string): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(folder));
}

function loopDevicesOf(folder: string): readonly string[] {
  return readdirSync('/sys/block').filter((name) => {
    const file = join('/sys/block', name, 'loop/backing_file');
    return existsSync(file) && readFileSync(file, 'utf8').includes(folder);
  });
}
