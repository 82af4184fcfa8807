import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundle } from '../../../../tools/bundle.mjs';
import { byRoot, needs, program } from '../../../../tools/probes.mjs';

// Builds of the command as a process, which signals reach and whose umask counts.
const home = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-build-process-')));
const command = join(home, 'bootwright.mjs');
const standIn = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');
beforeAll(async () => bundle(command));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let place = '';
let made = 0;
beforeEach(() => {
  place = join(home, `${made++}`);
  for (const name of ['bin', 'run', 'tmp', 'work']) mkdirSync(join(place, name), { recursive: true });
  const stages = [{ type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '1000000' } }];
  writeFileSync(join(place, 'os.json'), JSON.stringify({ version: '2', pipelines: [{ name: 'image', stages }] }));
});

/** A build of a shell that has run `before`, with the programs of `bin` first on the PATH. */
function build(before: string, tmp = join(place, 'tmp')) {
  const argv = ['build', '--manifest', join(place, 'os.json'), '--output-dir', join(place, 'work'), '--unchecked'];
  const words = [process.execPath, command, ...argv, '--osbuild', standIn, '--cache', join(place, 'store')];
  return spawnSync('sh', ['-c', `${before}; exec "$@"`, 'sh', ...words], {
    cwd: place,
    env: { PATH: `${join(place, 'bin')}:${process.env.PATH}`, XDG_RUNTIME_DIR: join(place, 'run'), TMPDIR: tmp },
    encoding: 'utf8',
  });
}

const shell = needs(program('sh'));

test.skipIf(shell.missing).each([
  ['0', 0o664],
  ['002', 0o664],
  ['022', 0o644],
  ['077', 0o600],
])(`with the umask %s, other users may not write to an image${shell.note}`, (umask, mode) => {
  expect(build(`umask ${umask}`)).toMatchObject({ status: 0 });
  expect(statSync(join(place, 'work/os-image.raw')).mode & 0o777).toBe(mode);
});

const otherDevice =
  existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(tmpdir()).dev
    ? undefined
    : 'no /dev/shm on a device of its own';
const copying = needs(byRoot(), program('sh'), otherDevice);

describe.skipIf(copying.missing)(`while an image is copied into the folder of another user${copying.note}`, () => {
  let tmp = '';
  beforeEach(() => {
    tmp = mkdtempSync('/dev/shm/bootwright-');
    chownSync(join(place, 'work'), 12345, 12345);
  });
  const cpThat = (then: string) => {
    const script = `#!/bin/sh\nPATH=\${PATH#*:}\ncp "$@"\n${then}\n`;
    writeFileSync(join(place, 'bin/cp'), script, { mode: 0o755 });
  };
  const left = () => ['work', 'run/bootwright'].map((name) => readdirSync(join(place, name)));

  test.each(['INT', 'TERM', 'HUP'])('SIG%s ends the copy, and nothing is left of it', (signal) => {
    try {
      cpThat(`kill -${signal} $PPID; exec sleep 20`);
      expect(build(':', tmp)).toMatchObject({ status: 130 });
      expect([...left(), readdirSync(tmp)]).toEqual([[], [], []]);
    } finally {
      rmSync(tmp, { recursive: true });
    }
  });

  test('what a SIGKILL leaves of the copy is removed by the next start', () => {
    try {
      cpThat('kill -KILL $PPID');
      expect(build(':', tmp)).toMatchObject({ signal: 'SIGKILL' });
      expect(left()[0]).toEqual([expect.stringMatching(/^\.bootwright-[0-9a-f]{24}\.part$/)]);
      rmSync(join(place, 'bin/cp'));
      expect(build(':', tmp)).toMatchObject({ status: 0 });
      expect([...left(), readdirSync(tmp)]).toEqual([['os-image.raw'], [], []]);
    } finally {
      rmSync(tmp, { recursive: true });
    }
  });
});
