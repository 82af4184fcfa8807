import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { byRoot, program as installed, loopDevices, needs } from '../../../../tools/probes.mjs';
import { hostRunner } from '../command/spawn.ts';
import { thisProcess } from '../owner/process-owner.ts';
import { openLease } from './lease.ts';
import { leaseName, renderLeaseName } from './lease-name.ts';
import { leaseProcesses } from './lease-processes.ts';
import { stateFolders } from './state-folder.ts';
import { sweepLeases } from './sweep-leases.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bootwright-leases-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const runner = hostRunner(process.env);
let environment = { XDG_RUNTIME_DIR: home, TMPDIR: home };
let made = 0;
beforeEach(() => {
  const place = join(home, `${made++}`);
  mkdirSync(place);
  environment = { XDG_RUNTIME_DIR: place, TMPDIR: place };
});

/** Only root may give folders away. */
const others = needs(byRoot());
/** A process that has left the group of the one that started it. */
const session = needs(installed('setsid'), installed('sleep'));

const state = () => join(environment.XDG_RUNTIME_DIR, 'bootwright');
/** The lease of a process that is no more, with these notes. */
function deadLease(notes: readonly string[], id = 'a'.repeat(16)): string {
  const folder = join(state(), renderLeaseName(leaseName(id, { ...thisProcess(), pid: 1, start: 1 })));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [index, note] of notes.entries()) writeFileSync(join(folder, `${index + 1}.json`), note);
  return folder;
}
/** What the sweep of this test's own folder gave back; other runs may leave things elsewhere. */
const sweep = async (id = 'a'.repeat(16)) =>
  (await sweepLeases({ runner, environment })).filter(({ lease }) => lease === id);

describe('a lease below a TMPDIR that cannot be used', () => {
  test.each([
    ['is absent', 'nowhere', 'ENOENT'],
    ['is a file', 'file', 'ENOTDIR'],
    ['is below a file', 'file/below', 'ENOTDIR'],
    ['is a link to itself', 'loop', 'ELOOP'],
  ])('that %s is a fault, and leaves no lease', (_, name, reason) => {
    writeFileSync(join(environment.TMPDIR, 'file'), '');
    symlinkSync('loop', join(environment.TMPDIR, 'loop'));
    const unusable = { ...environment, TMPDIR: join(environment.TMPDIR, name) };
    const fault = { code: 'lease/folder', message: expect.stringContaining(reason) };
    expect(() => openLease('test', { runner, environment: unusable })).toThrow(expect.objectContaining(fault));
    expect(existsSync(state()) ? readdirSync(state()).length : 0).toBe(name === 'file' ? 1 : 0);
  });

  test('and an XDG_RUNTIME_DIR below a file hold no folders of leases', async () => {
    const file = join(environment.TMPDIR, 'file');
    writeFileSync(file, '');
    await using lease = openLease('test', { runner, environment: { ...environment, XDG_RUNTIME_DIR: file } });
    expect(stateFolders({ ...environment, XDG_RUNTIME_DIR: file })).not.toContain(join(file, 'bootwright'));
    expect(lease.folder).toContain(environment.TMPDIR);
  });
});

describe.skipIf(others.missing)(`where another user owns a folder on the way${others.note}`, () => {
  const theirs = (...below: readonly string[]) => {
    const folder = join(environment.TMPDIR, ...below);
    mkdirSync(folder, { recursive: true });
    chownSync(join(environment.TMPDIR, below[0] ?? ''), 12345, 12345);
    return folder;
  };

  test.each([[['theirs']], [['theirs', 'own']]])('a TMPDIR at %j is a fault, and leaves nothing', (below) => {
    const folder = theirs(...below);
    const fault = {
      code: 'lease/folder',
      message: `another user could replace temporary files in ${folder}`,
      at: { file: folder },
      hint: 'set TMPDIR to a folder whose path only you or root can change',
    };
    const open = () => openLease('test', { runner, environment: { ...environment, TMPDIR: folder } });
    expect(open).toThrow(expect.objectContaining(fault));
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(state())).toBe(false);
  });

  test('no lease is kept or looked for in an XDG_RUNTIME_DIR there, which root may have from that user', async () => {
    const folder = theirs('runtime');
    const given = { ...environment, XDG_RUNTIME_DIR: folder };
    await using lease = openLease('test', { runner, environment: given });
    expect(lease.runFolder.slice(0, folder.length)).not.toBe(folder);
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, 'bootwright'), { mode: 0o700 });
    expect(stateFolders(given)).not.toContain(join(folder, 'bootwright'));
  });
});

describe('a lease that is released', () => {
  test('leaves neither its folders nor what it noted', async () => {
    const other = join(environment.TMPDIR, 'other');
    let folder = '';
    {
      await using lease = openLease('test', { runner, environment });
      folder = lease.folder;
      lease.note({ kind: 'path', path: other });
      mkdirSync(other);
      writeFileSync(join(folder, 'disk'), 'x');
      expect(readdirSync(environment.TMPDIR).sort()).toEqual(['bootwright', `bootwright-test-${lease.id}`, 'other']);
    }
    expect(readdirSync(environment.TMPDIR)).toEqual(['bootwright']);
    expect(readdirSync(state())).toEqual([]);
  });

  test('leaves what was given back before', async () => {
    const kept = join(environment.TMPDIR, 'kept');
    const lease = openLease('test', { runner, environment });
    const note = lease.note({ kind: 'path', path: kept });
    writeFileSync(kept, 'x');
    note.release();
    await lease.release();
    expect(existsSync(kept)).toBe(true);
  });

  test.skipIf(session.missing)(`ends the processes that were started with its environment${session.note}`, async () => {
    const lease = openLease('test', { runner, environment });
    const running = runner.run(['sh', '-c', 'setsid sleep 300 & echo; wait'], {
      env: lease.environment,
      onOutput: () => void lease.release(),
    });
    expect(await running).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
    expect((await lease.release()).processes).toBeGreaterThanOrEqual(2);
    expect(leaseProcesses(lease.id)).toEqual([]);
  });
});

describe('a sweep', () => {
  test.skipIf(session.missing)(`gives back what a killed process has left${session.note}`, async () => {
    const program = join(home, 'killed.mjs');
    const code = `
      import { writeFileSync } from 'node:fs';
      import { hostRunner } from '../command/spawn.ts';
      import { openLease } from './lease.ts';
      const runner = hostRunner(process.env);
      const lease = openLease('test', { runner, environment: process.env });
      writeFileSync(lease.folder + '/disk', 'x');
      lease.note({ kind: 'path', path: process.env.TMPDIR + '/outside' });
      writeFileSync(process.env.TMPDIR + '/outside', 'x');
      await runner.run(['sh', '-c', 'setsid sleep 300 & echo; wait'], {
        env: lease.environment,
        onOutput: () => {
          writeFileSync(process.env.TMPDIR + '/id', lease.id);
          process.kill(process.pid, 'SIGKILL');
        },
      });
    `;
    await writeNodeProgram(program, code, import.meta.dirname);
    const result = await runner.run([process.execPath, program], { env: environment });
    expect(result).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
    const id = readFileSync(join(environment.TMPDIR, 'id'), 'latin1');
    expect(leaseProcesses(id).length).toBeGreaterThan(0);

    const [swept, ...others] = await sweep(id);
    expect(others).toEqual([]);
    expect(swept).toMatchObject({
      lease: id,
      removed: [join(environment.TMPDIR, 'outside'), join(environment.TMPDIR, `bootwright-test-${id}`)],
      left: [],
    });
    expect(swept?.processes).toBeGreaterThan(0);
    expect(leaseProcesses(id)).toEqual([]);
    expect(readdirSync(environment.TMPDIR).sort()).toEqual(['bootwright', 'id']);
    expect(readdirSync(state())).toEqual([]);
  });

  test('leaves the leases of living processes and of other places alone', async () => {
    await using lease = openLease('test', { runner, environment });
    const elsewhere = leaseName('b'.repeat(16), { pid: 1, start: 1, place: 'another machine' });
    mkdirSync(join(state(), renderLeaseName(elsewhere)), { mode: 0o700 });
    mkdirSync(join(state(), 'no lease'));
    expect(await sweep(lease.id)).toEqual([]);
    expect(readdirSync(state())).toHaveLength(3);
    expect(existsSync(lease.folder)).toBe(true);
  });

  test('gives a lease back once, however many sweeps run at once', async () => {
    const path = join(environment.TMPDIR, 'x');
    writeFileSync(path, 'x');
    deadLease([JSON.stringify({ kind: 'path', path })]);
    const all = await Promise.all([sweep(), sweep(), sweep()]);
    expect(all.flat()).toEqual([{ lease: 'a'.repeat(16), processes: 0, removed: [path], left: [] }]);
  });

  test('goes on where an earlier sweep was killed, and passes over half a note', async () => {
    const path = join(environment.TMPDIR, 'x');
    writeFileSync(path, 'x');
    const folder = deadLease([JSON.stringify({ kind: 'path', path }), '{"kind":"pa']);
    writeFileSync(join(folder, '3.json.part'), '{');
    expect(await sweep()).toMatchObject([{ removed: [path], left: [] }]);
    expect(readdirSync(state())).toEqual([]);
  });

  test('removes a link and not what it leads to', async () => {
    const target = join(environment.TMPDIR, 'target');
    const path = join(environment.TMPDIR, 'link');
    mkdirSync(target);
    symlinkSync(target, path);
    deadLease([JSON.stringify({ kind: 'path', path })]);
    expect(await sweep()).toMatchObject([{ removed: [path], left: [] }]);
    expect(existsSync(target)).toBe(true);
  });

  test('removes nothing behind a link that was put into the way, says so, and keeps the lease', async () => {
    const target = join(environment.TMPDIR, 'target');
    mkdirSync(target);
    writeFileSync(join(target, 'x'), 'x');
    symlinkSync(target, join(environment.TMPDIR, 'link'));
    const path = join(environment.TMPDIR, 'link/x');
    deadLease([JSON.stringify({ kind: 'path', path })]);
    expect(await sweep()).toEqual([
      {
        lease: 'a'.repeat(16),
        processes: 0,
        removed: [],
        left: [
          {
            code: 'lease/left',
            message: `${path}, left by an earlier run, cannot be removed: a link leads to it`,
            hint: 'remove it manually; the next start tries again',
          },
        ],
      },
    ]);
    expect(existsSync(join(target, 'x'))).toBe(true);
    expect(readdirSync(state())).toHaveLength(1);
  });

  test('does not trust a folder that others may write to', async () => {
    const path = join(environment.TMPDIR, 'x');
    writeFileSync(path, 'x');
    const folder = deadLease([JSON.stringify({ kind: 'path', path })]);
    chmodSync(folder, 0o777);
    expect(await sweep()).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });
});

const loops = needs(byRoot(), loopDevices());
test.skipIf(loops.missing)(`mounts and loop devices of a killed run are given back${loops.note}`, async () => {
  const folder = join(environment.TMPDIR, 'data');
  const script = `mkdir -p "$1/mnt" && truncate -s 8M "$1/disk" && mke2fs -q "$1/disk" &&
    mount $(losetup --find --show "$1/disk") "$1/mnt" && echo kept >"$1/mnt/file"`;
  const prepared = await runner.run(['sh', '-c', script, 'sh', folder]);
  expect(prepared).toMatchObject({ kind: 'exited', code: 0 });
  deadLease([JSON.stringify({ kind: 'path', path: folder })]);
  const [swept] = await sweep();
  expect(swept).toMatchObject({
    removed: [join(folder, 'mnt'), expect.stringMatching('^/dev/loop'), folder],
    left: [],
  });
  expect(existsSync(folder)).toBe(false);
});
