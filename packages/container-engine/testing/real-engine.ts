import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hostRunner, outputText, requireSuccess } from '@bootwright/process';
import type { EngineName } from '../src/engine-image.ts';

/** A static busybox, as Debian's package busybox-static brings it: all that an image of these tests needs. */
const busybox = '/bin/busybox';

/** Why containers of this engine cannot be run here, by running one; `undefined` where they can. */
export async function whyNot(engine: EngineName): Promise<string | undefined> {
  if (!isStatic()) return `there is no static ${busybox} (Debian's package busybox-static)`;
  const home = mkdtempSync(join(tmpdir(), 'bootwright-probe-'));
  const name = `localhost/bootwright-probe-${process.pid}:${engine}`;
  try {
    await run(engine, 'info');
    writeRoot(join(home, 'root'), 'quick');
    await importImage(engine, join(home, 'root'), name);
    try {
      await run(engine, 'run', '--rm', '--network', 'none', name, 'cat', '/etc/os-release');
    } finally {
      await removeImage(engine, name);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  } finally {
    rmSync(home, { recursive: true });
  }
}

function isStatic(): boolean {
  try {
    // A program that needs a loader names it in a header.
    return !readFileSync(busybox, 'latin1').slice(0, 4096).includes('/ld-linux');
  } catch {
    return false;
  }
}

const ruler = '='.repeat(72);
const configuration =
  '{"block":["direct"],"bootloader":"systemd","filesystem":{"root":{"type":"ext4"}},"root-fs-type":"ext4"}';

/** Programs of the image that answer as bootc 1.16 and dracut 112 do; `lsinitrd` of a slow one takes half a minute. */
const programs: Readonly<Record<string, string>> = {
  'usr/bin/bootc': `#!/bin/sh
case "$*" in
  'container inspect --json') echo '{"kargs":["quiet"],"kernel":{"version":"6.1","unified":false}}';;
  'install print-configuration --all') echo '${configuration}';;
  *) exit 2;;
esac
`,
  'usr/bin/lsinitrd': `#!/bin/sh
[ -e /usr/lib/quick ] || sleep 30
printf 'Image: /x: 4K\\n${ruler}\\nVersion: \\n\\ndracut modules:\\nbootc\\nsystemd\\n${ruler}\\n'
`,
};

const files: Readonly<Record<string, string>> = {
  'usr/lib/os-release': 'ID=debian\nVERSION_ID=13\nNAME=Debian\n',
  'usr/lib/modules/6.1/vmlinuz': 'kernel',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
  'usr/lib/bootc/install/a.toml': '[install]\nbootloader = "systemd"\n[install.filesystem.root]\ntype = "ext4"\n',
};

/** The root of a small container, of which programs can be asked; a slow one answers after half a minute. */
export function writeRoot(root: string, speed: 'quick' | 'slow'): void {
  const all = { ...files, ...programs, ...(speed === 'quick' ? { 'usr/lib/quick': '' } : {}) };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), path.startsWith('usr/bin') ? 0o755 : 0o644);
  }
  for (const name of ['bin', 'etc', 'proc', 'sys', 'dev', 'tmp', 'run']) mkdirSync(join(root, name));
  copyFileSync(busybox, join(root, 'bin/busybox'));
  for (const name of ['sh', 'sleep', 'cat']) symlinkSync('busybox', join(root, 'bin', name));
  symlinkSync('../usr/lib/os-release', join(root, 'etc/os-release'));
}

/** Gives the engine an image of the root under this name; returns its id, bare. */
export async function importImage(engine: EngineName, root: string, name: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'bootwright-import-'));
  try {
    await run('tar', '-C', root, '--numeric-owner', '-cf', join(home, 'root.tar'), '.');
    const said = await run(engine, 'import', join(home, 'root.tar'), name);
    return words(said).at(-1)?.replace('sha256:', '') ?? '';
  } finally {
    rmSync(home, { recursive: true });
  }
}

export async function removeImage(engine: EngineName, name: string): Promise<void> {
  await run(engine, 'rmi', '--force', name);
}

/** What is there of an image. */
export interface EngineResources {
  readonly containers: readonly string[];
  readonly mounts: readonly string[];
  /** Files that note a mount. */
  readonly notes: readonly string[];
}

/** The containers and mounts of the image with this id. */
export async function engineResources(engine: EngineName, id: string): Promise<EngineResources> {
  const mounted = engine === 'podman' ? await run('podman', 'image', 'mount', '--format', 'json') : '[]';
  const mounts: readonly { readonly id: string }[] = JSON.parse(mounted === '' ? '[]' : mounted) ?? [];
  return {
    containers: words(await run(engine, 'ps', '--all', '--quiet', '--filter', `ancestor=${id}`)),
    mounts: mounts.flatMap((mount) => (mount.id === id ? [mount.id] : [])),
    notes: notesOf(id),
  };
}

function notesOf(id: string): readonly string[] {
  const directory = process.getuid?.() === 0 ? '/run' : process.env.XDG_RUNTIME_DIR;
  if (directory === undefined) return [];
  const notes = readdirSync(directory).filter((name) => name.startsWith('bootwright-mount-'));
  return notes.filter((name) => {
    try {
      return readFileSync(join(directory, name), 'latin1').startsWith(id);
    } catch {
      return false;
    }
  });
}

/** The processes that have `mark`, such as `NAME=VALUE`, in their environment; zombies have ended. */
export function processesWith(mark: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
    } catch {
      return false;
    }
  });
}

async function run(...command: string[]): Promise<string> {
  return outputText(requireSuccess(await hostRunner(process.env).run(command)).stdout);
}

const words = (text: string) => text.split('\n').filter((line) => line !== '');
