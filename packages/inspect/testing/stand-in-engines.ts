import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EngineName } from '@bootwright/container-engine';
import { parseImageReference } from '@bootwright/container-image';
import { hostRunner } from '@bootwright/process';
import { afterAll, beforeEach } from 'vitest';
import { findProgram, needs, program } from '../../../tools/probes.mjs';
import { settled } from '../../core/testing/async-outcome.ts';
import { type ReadImageOptions, readImage } from '../src/read-image.ts';

/** The id of the image that the engines have. */
export const id = 'ab'.repeat(32);

/** Files of its root. */
export const files: Readonly<Record<string, string>> = {
  'usr/lib/os-release': 'ID=debian\nVERSION_ID=13\nNAME=Debian\n',
  'usr/lib/modules/6.1/vmlinuz': 'kernel',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
};

const names = ['sh', 'tar', 'cat', 'head', 'yes', 'rm', 'tr', 'sleep'] as const;
/** What the stand-ins are made of. */
export const shellTools = needs(...names.map((name) => program(name)));

/** What `image inspect` prints. */
export const image = JSON.stringify([
  { Id: id, Architecture: 'amd64', Size: 1000, Labels: { 'containers.bootc': '1' } },
]);
const ruler = '='.repeat(72);

const usual: Readonly<Record<string, string>> = {
  'image inspect': `echo '${image}'`,
  'image mount': `printf '[{"id": "${id}", "mountpoint": "%s"}]' "$ROOT"`,
  'image unmount': ':',
  unshare: 'shift; exec "$@"',
  ps: ':',
  create: 'echo made',
  run: 'echo made',
  rm: ':',
  export: 'tar -C "$ROOT" -c .',
  'container inspect': 'exit 1',
  'exec bootc container': `echo '{"kargs":["quiet"],"kernel":{"version":"6.1","unified":false}}'`,
  'exec bootc install': `echo '{"block":["direct"],"kargs":[]}'`,
  'exec lsinitrd --mod': `printf 'dracut modules:\\nbootc\\n${ruler}\\n'`,
  'exec cat /etc/os-release': 'cat "$ROOT/etc/os-release"',
};

function writeProgram(file: string, lines: readonly string[]): void {
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

/** Engines of a few lines of shell, so that the whole way is tested where no engine is installed. */
export function standInEngines() {
  const home = mkdtempSync(join(tmpdir(), 'bootwright-stand-in-'));
  const programs = join(home, 'bin');
  const scratch = join(home, 'scratch');
  const root = join(home, 'root');
  const log = join(home, 'log');
  const saved = join(home, 'saved.tar');
  const tools = join(home, 'tools');
  const environment = {
    // Nothing else, so that no engine of this machine is found.
    PATH: `${programs}:${tools}`,
    HOME: home,
    ROOT: root,
    SAVED: saved,
    LOG: log,
    TMPDIR: scratch,
    XDG_RUNTIME_DIR: home,
  };
  const options: ReadImageOptions = { runner: hostRunner(environment), environment };

  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'etc'));
  symlinkSync('../usr/lib/os-release', join(root, 'etc/os-release'));
  mkdirSync(scratch);
  mkdirSync(tools);
  for (const name of names.filter((tool) => tool !== 'sleep')) {
    const found = findProgram(name);
    if (found !== undefined) symlinkSync(found, join(tools, name));
  }
  // No pause between two tries to remove a container.
  writeProgram(join(tools, 'sleep'), ['[ "$1" = 1 ] || exec /bin/sleep "$@"']);
  afterAll(() => rmSync(home, { recursive: true }));
  beforeEach(() => rmSync(log, { force: true }));

  /** Makes a stand-in that does what is usual, but for what is changed. In `exec NAME PROGRAM …` the name is left out. */
  function engine(program: EngineName, changes: Readonly<Record<string, string>> = {}): void {
    const cases = Object.entries({ ...usual, ...changes }).map(([words, code]) => `  '${words} '*) ${code};;`);
    const script = [
      `echo "${program} $*" | head -n 1 >>"$LOG"`,
      'words="$*"',
      '[ "$1" != exec ] || words="exec $3 $4 $5"',
      'case "$words " in',
      ...cases,
      '  *) echo "not asked: $words" >&2; exit 99;;',
      'esac',
    ];
    mkdirSync(programs, { recursive: true });
    writeProgram(join(programs, program), script);
  }

  function noEngines(): void {
    rmSync(programs, { recursive: true, force: true });
  }

  /** What engines were asked, without options and names; only users without root need the space of podman's own. */
  function asked(): readonly string[] {
    if (!existsSync(log)) return [];
    const lines = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('podman unshare '));
    return lines.map((line) =>
      line
        .split(' ')
        .slice(0, 3)
        .join(' ')
        .replace(/ (--\S+|bootwright-\S+|localhost\/a)$/, ''),
    );
  }

  const reading = (reference: string, more: Partial<ReadImageOptions> = {}) =>
    settled(readImage(parseImageReference(reference), { ...options, ...more }));

  beforeEach(noEngines);
  return { home, scratch, root, log, saved, options, engine, asked, reading };
}
