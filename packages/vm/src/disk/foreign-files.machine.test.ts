import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandRunner, hostRunner } from '@bootwright/process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needs, program, x64 } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { boot } from '../boot.ts';
import { until } from '../index.ts';
import { openDisk } from './read-disk.ts';

let place: string;
const at = (name: string) => join(place, name);
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bw-disks-'));
  writeSerialDisk(at('serial.raw'), '\r\nchecked\r\n', 'hang');
  writeSerialDisk(at('other.raw'), '\r\nanother\r\n', 'hang');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const qemuImg = (...words: readonly string[]) => execFileSync('qemu-img', words, { cwd: place, encoding: 'utf8' });

const image = needs(program('qemu-img'));
describe.skipIf(image.missing)(`disks made by qemu-img${image.note}`, () => {
  test.each([
    ['qcow2', []],
    ['qcow2', ['-o', 'compat=0.10']],
    ['vmdk', []],
    ['vmdk', ['-o', 'subformat=streamOptimized']],
    ['vpc', []],
    ['vpc', ['-o', 'subformat=fixed']],
    ['vhdx', []],
  ])('have the format that it says: %s %j', (format, options) => {
    qemuImg('convert', '-f', 'raw', '-O', format, ...options, 'serial.raw', 'disk');
    const disk = openDisk(at('disk'));
    disk.close();
    expect(disk.info.format).toBe(format);
    const said = JSON.parse(qemuImg('info', '--output=json', '-f', format, 'disk'));
    expect([said.format, said['backing-filename']]).toEqual([format, undefined]);
  });

  test.each([
    ['a backing file', ['-f', 'qcow2', '-b', 'serial.raw', '-F', 'raw']],
    ['a backing file, in the older version', ['-f', 'qcow2', '-o', 'compat=0.10', '-b', 'serial.raw', '-F', 'raw']],
    ['an external data file', ['-f', 'qcow2', '-o', 'data_file=data.raw']],
    ['a list of extents', ['-f', 'vmdk', '-o', 'subformat=monolithicFlat']],
    ['a list of sparse extents', ['-f', 'vmdk', '-o', 'subformat=twoGbMaxExtentSparse']],
  ])('are rejected where they name other files: %s', (_, options) => {
    const size = options.includes('-b') ? [] : ['1M'];
    qemuImg('create', '-q', ...options, 'disk', ...size);
    expect(() => openDisk(at('disk'))).toThrow(expect.objectContaining({ code: 'boot/disk-parts' }));
  });

  test('are rejected where they name a parent in VMDK', () => {
    qemuImg('convert', '-f', 'raw', '-O', 'vmdk', 'serial.raw', 'parent.vmdk');
    qemuImg('create', '-q', '-f', 'vmdk', '-b', 'parent.vmdk', '-F', 'vmdk', 'disk');
    expect(() => openDisk(at('disk'))).toThrow(expect.objectContaining({ code: 'boot/disk-parts' }));
  });
});

/** What this process has open. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(`/proc/self/fd/${name}`)];
    } catch {
      return [];
    }
  });
}

/** What runs QEMU once `change` has changed the disk, which has been checked by then. */
function after(change: () => void): CommandRunner {
  const runner = hostRunner(process.env);
  return {
    run: (command, options) => {
      if (command[0]?.startsWith('qemu-system') === true) change();
      return runner.run(command, options);
    },
  };
}

const machine = needs(x64(), program('qemu-img'), program('qemu-system-x86_64'));
describe.skipIf(machine.missing)(`a disk that changes between its check and its use${machine.note}`, () => {
  const start = (name: string, change: () => void) =>
    boot(at(name), {
      architecture: 'x86_64',
      firmware: { kind: 'bios' },
      accelerator: 'tcg',
      environment: { ...process.env, XDG_RUNTIME_DIR: place, TMPDIR: place },
      runner: after(change),
    });

  test('is the one that was checked, whatever has its name now', async () => {
    await using running = await start('serial.raw', () => renameSync(at('other.raw'), at('serial.raw')));
    const reached = await running.waitFor(until.line(/checked|another/), { timeoutMilliseconds: 60_000 });
    expect(reached).toMatchObject({ line: 'checked' });
  });

  test.each([
    ['qcow2', 'a backing file', ['-b', 'other.raw', '-F', 'raw']],
    ['vmdk', 'a parent', ['-b', 'other.vmdk', '-F', 'vmdk']],
  ])('has nothing below it in %s, where it now names %s', async (format, _what, options) => {
    qemuImg('convert', '-f', 'raw', '-O', format, 'serial.raw', 'disk');
    qemuImg('convert', '-f', 'raw', '-O', 'vmdk', 'other.raw', 'other.vmdk');
    qemuImg('create', '-q', '-f', format, ...options, 'evil');
    await using running = await start('disk', () => copyFileSync(at('evil'), at('disk')));
    // It is empty: what is below it would have written a line.
    const waited = running.waitFor(until.line(/another/), { timeoutMilliseconds: 8000 });
    await expect(waited).rejects.toMatchObject({ code: expect.stringMatching(/^boot\//) });
    expect(running.lines().join()).not.toContain('another');
  });

  test('does not start where it makes QEMU open another file', async () => {
    qemuImg('convert', '-f', 'raw', '-O', 'qcow2', 'serial.raw', 'disk');
    writeFileSync(at('secret'), 'x'.repeat(1024 * 1024));
    qemuImg('create', '-q', '-f', 'qcow2', '-o', `data_file=${at('secret')},data_file_raw=on`, 'evil', '1M');
    await expect(start('disk', () => copyFileSync(at('evil'), at('disk')))).rejects.toMatchObject({
      code: 'boot/disk-parts',
      message: `${at('disk')} made QEMU open another file: "${at('secret')}"`,
    });
    expect(openFiles()).not.toContain(at('disk'));
  });
});
