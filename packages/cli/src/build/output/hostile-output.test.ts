import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { byRoot, needs, program } from '../../../../../tools/probes.mjs';
import { type Captured, captured } from '../../captured.ts';

// Builds into a folder that another user fills, before and while osbuild runs.
const home = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-hostile-build-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const fifo = needs(program('mkfifo'));
const standIn = join(import.meta.dirname, '../../../../../tools/stand-in-osbuild.mjs');

let place = '';
let made = 0;
const at = (name: string) => join(place, 'work', name);
const victim = (name = 'keep') => join(place, 'victim', name);

beforeEach(() => {
  place = join(home, `${made++}`);
  for (const name of ['run', 'tmp', 'work', 'victim']) mkdirSync(join(place, name), { recursive: true });
  writeFileSync(victim(), 'precious');
});

/** An osbuild before which a script runs, that is given the folder of its exports as `$out`. */
function osbuildAfter(script: string): string {
  const file = join(place, 'osbuild');
  const lines = ['#!/bin/sh', 'for word; do [ "$last" = --output-directory ] && out=$word; last=$word; done', script];
  writeFileSync(file, [...lines, 'exec "$STAND_IN" "$@"', ''].join('\n'), { mode: 0o755 });
  return file;
}

function manifest(pipeline = 'image', filename = 'disk.raw'): string {
  const stages = [{ type: 'org.osbuild.truncate', options: { filename, size: '1000000' } }];
  writeFileSync(join(place, 'os.json'), JSON.stringify({ version: '2', pipelines: [{ name: pipeline, stages }] }));
  return join(place, 'os.json');
}

function build(
  argv: readonly string[],
  given: { readonly osbuild?: string; readonly tmp?: string } = {},
): Promise<Captured> {
  const own = ['--unchecked', '--osbuild', given.osbuild ?? standIn, '--cache', join(place, 'store')];
  return captured(['build', ...argv, ...own], {
    directory: join(place, 'work'),
    environment: {
      PATH: process.env.PATH ?? '',
      XDG_RUNTIME_DIR: join(place, 'run'),
      STAND_IN: standIn,
      TMPDIR: given.tmp ?? join(place, 'tmp'),
    },
  });
}

const here = () => ['--manifest', manifest(), '--output-dir', '.'];
const untouched = () => {
  expect(readFileSync(victim(), 'utf8')).toBe('precious');
  expect(readdirSync(join(place, 'victim'))).toEqual(['keep']);
};

describe('before the build', () => {
  test.each([
    ['the build log', 'os-image.buildlog', ['--with-buildlog']],
    ['the manifest', 'os-image.osbuild-manifest.json', ['--with-manifest']],
    ['the image', 'os-image.raw', []],
  ])('a link in the place of %s is a fault, and is not followed', async (_, name, options) => {
    symlinkSync(victim(), at(name));
    const { status, stderr } = await build([...here(), ...options]);
    expect(stderr).toContain('[build/output-exists]');
    expect(status).toBe(3);
    untouched();
    expect(readdirSync(join(place, 'work'))).toEqual([name]);
  });

  test.skipIf(fifo.missing)(
    `a FIFO in the place of the build log is a fault, and nobody waits for its reader${fifo.note}`,
    async () => {
      execFileSync('mkfifo', [at('os-image.buildlog')]);
      const { status, stderr } = await build([...here(), '--with-buildlog']);
      expect(stderr).toContain('[build/output-exists]');
      expect(status).toBe(3);
    },
  );

  test('a link in the place of a folder of the layout is a fault', async () => {
    symlinkSync(join(place, 'victim'), at('image'));
    const { status, stderr } = await build([...here(), '--layout', 'bib']);
    expect(stderr).toContain('[file/link]');
    expect(status).toBe(3);
    untouched();
  });
});

describe('while osbuild runs', () => {
  test('a link that appears in the place of the image is replaced, not followed', async () => {
    const osbuild = osbuildAfter(`ln -s '${victim()}' '${at('os-image.raw')}'`);
    expect(await build(here(), { osbuild })).toMatchObject({ status: 0 });
    expect(lstatSync(at('os-image.raw'))).toMatchObject({ size: 1_000_000 });
    expect(lstatSync(at('os-image.raw')).isFile()).toBe(true);
    untouched();
  });

  test('a link that appears in the place of a folder of the layout is a fault', async () => {
    const osbuild = osbuildAfter(`ln -s '${join(place, 'victim')}' '${at('image')}'`);
    const { status, stderr } = await build([...here(), '--layout', 'bib'], { osbuild });
    expect(stderr).toContain('[file/link]');
    expect(status).toBe(3);
    untouched();
  });

  test('a link that takes the place of the build log gets no line of it', async () => {
    const osbuild = osbuildAfter(`rm '${at('os-image.buildlog')}'; ln -s '${victim()}' '${at('os-image.buildlog')}'`);
    expect(await build([...here(), '--with-buildlog'], { osbuild })).toMatchObject({ status: 0 });
    untouched();
  });

  test('a folder of the output that is renamed still gets the image, and the link in its place does not', async () => {
    const osbuild = osbuildAfter(
      `mv '${at('out')}' '${at('moved')}'; ln -s '${join(place, 'victim')}' '${at('out')}'; cp -r '${at('moved')}'/.b* '${join(place, 'victim')}' 2>/dev/null; mkdir -p "$out"`,
    );
    chmodSync(join(place, 'work'), 0o777);
    const argv = ['--manifest', manifest(), '--output-dir', 'out'];
    expect(await build(argv, { osbuild })).toMatchObject({ status: 0 });
    expect(readdirSync(at('moved'))).toEqual(['os-image.raw']);
    untouched();
  });
});

const otherDevice = () =>
  statSync('/dev/shm', { throwIfNoEntry: false })?.dev === statSync(tmpdir()).dev || !existsSync('/dev/shm')
    ? 'no /dev/shm on a device of its own'
    : undefined;
const root = needs(byRoot());
const twoDevices = needs(byRoot(), otherDevice());

describe.skipIf(root.missing)(`as root, in a folder of another user${root.note}`, () => {
  beforeEach(() => {
    chownSync(join(place, 'work'), 12345, 12345);
  });

  test('osbuild writes where that user can replace nothing, and the image is moved into its place', async () => {
    const osbuild = osbuildAfter(`echo "$out" >'${join(place, 'told')}'`);
    expect(await build([...here(), '--chown', '12345:12345'], { osbuild })).toMatchObject({ status: 0 });
    const folder = `${join(place, 'tmp')}/bootwright-build-`;
    expect(readFileSync(join(place, 'told'), 'utf8').slice(0, folder.length)).toBe(folder);
    expect(readdirSync(join(place, 'work'))).toEqual(['os-image.raw']);
    expect(statSync(at('os-image.raw'))).toMatchObject({ uid: 12345, gid: 12345, size: 1_000_000 });
  });

  test.skipIf(twoDevices.missing)(
    `an image from another file system arrives whole, with its holes${twoDevices.note}`,
    async () => {
      const tmp = mkdtempSync('/dev/shm/bootwright-');
      try {
        expect(await build([...here(), '--with-buildlog'], { tmp })).toMatchObject({ status: 0 });
        expect(readdirSync(join(place, 'work')).sort()).toEqual(['os-image.buildlog', 'os-image.raw']);
        expect(lstatSync(at('os-image.raw'))).toMatchObject({ uid: 0, size: 1_000_000 });
        expect(lstatSync(at('os-image.raw')).blocks * 512).toBeLessThan(1_000_000);
        expect(readdirSync(tmp)).toEqual([]);
      } finally {
        rmSync(tmp, { recursive: true });
      }
    },
  );

  test('a build log of that user keeps its owner and permissions', async () => {
    writeFileSync(at('os-image.buildlog'), 'old');
    chownSync(at('os-image.buildlog'), 12345, 12345);
    chmodSync(at('os-image.buildlog'), 0o600);
    expect(await build([...here(), '--with-buildlog'])).toMatchObject({ status: 0 });
    expect(statSync(at('os-image.buildlog')).mode & 0o777).toBe(0o600);
    expect(statSync(at('os-image.buildlog'))).toMatchObject({ uid: 12345, gid: 12345 });
    expect(readFileSync(at('os-image.buildlog'), 'utf8')).not.toContain('old');
  });
});

describe('names', () => {
  test.each(['../x', '/x', 'a/../../x', '..', '.', '', 'a//b'])(
    '--output-name %j cannot leave the folder',
    async (name) => {
      const { status, stderr } = await build([...here(), '--output-name', name]);
      expect(stderr).toContain('[usage/value]');
      expect(status).toBe(2);
      expect(readdirSync(place).sort()).toEqual(['os.json', 'run', 'tmp', 'victim', 'work']);
    },
  );

  test.each(['../../victim', '/victim', 'a/../../../victim'])(
    'the pipeline %j of a manifest takes no file of the host',
    async (pipeline) => {
      const file = manifest(pipeline, 'keep');
      const { status } = await build(['--manifest', file, '--export', pipeline, '--output-dir', '.']);
      expect(status).toBeGreaterThan(0);
      untouched();
    },
  );

  test('an image that is a link is not taken for one', async () => {
    const osbuild = join(place, 'linking');
    const script = `#!/bin/sh\nfor word; do [ "$last" = --output-directory ] && out=$word; last=$word; done\nmkdir -p "$out/image"; ln -s '${victim()}' "$out/image/disk.raw"\necho '{"success": true}'\n`;
    writeFileSync(osbuild, script, { mode: 0o755 });
    const { status, stderr } = await build(here(), { osbuild });
    expect(stderr).toContain('osbuild created image/disk.raw, which is neither a file nor a folder');
    expect(status).toBe(6);
    untouched();
  });
});

test.each([
  ['--osbuild-image', '--privileged=x'],
  ['--osbuild-image', '-v=/:/host'],
  ['--osbuild-image', ''],
  ['--osbuild-image', 'a b'],
])('%s %j is a fault, not an option of the engine', async (option, value) => {
  const { status, stderr } = await captured(
    ['build', '--manifest', manifest(), '--output-dir', '.', '--unchecked', `${option}=${value}`],
    {
      directory: join(place, 'work'),
      environment: { XDG_RUNTIME_DIR: join(place, 'run'), TMPDIR: join(place, 'tmp') },
    },
  );
  expect(stderr).toContain('[usage/value]');
  expect(status).toBe(2);
});
