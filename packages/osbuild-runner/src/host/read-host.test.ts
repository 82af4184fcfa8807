import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytes, GiB } from '@bootwright/core';
import { hostRunner, openLease } from '@bootwright/process';
import { afterAll, expect, test } from 'vitest';
import { type ScriptedEnd, scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import type { HostFact, HostNeed } from './host-need.ts';
import { readHost } from './read-host.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bw-host-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const environment = { PATH: process.env.PATH, XDG_RUNTIME_DIR: home, TMPDIR: home };
const runner = hostRunner(environment);
const standIn = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');

async function read(need: HostNeed): Promise<HostFact | undefined> {
  await using lease = openLease('test', { runner, environment });
  return (await readHost([need], { runner, environment, lease }))[0]?.fact;
}

const manifest = (type: string) => JSON.stringify({ version: '2', pipelines: [{ name: 'a', stages: [{ type }] }] });
const osbuild = (program: string) => ({ kind: 'osbuild', installation: { kind: 'program', program } }) as const;

test('a program that is there, and one that is not', async () => {
  expect(await read({ kind: 'program', name: 'sh', why: '' })).toMatchObject({ kind: 'present' });
  expect(await read({ kind: 'program', name: 'bootwright-none', why: 'x calls it' })).toEqual({
    kind: 'absent',
    why: 'not on the PATH; x calls it',
  });
});

test('a module of Python that is there, one that is not, and no Python', async () => {
  await using lease = openLease('test', { runner, environment });
  const command = ['python3', '-c', 'import librepo'];
  const ends: readonly ScriptedEnd[] = [
    { kind: 'exited', code: 0 },
    { kind: 'exited', code: 1 },
    { kind: 'not-found' },
  ];
  const script = scriptedRunner(ends.map((end) => ({ command, end })));
  const need: HostNeed = { kind: 'python-module', name: 'librepo', why: 'x uses it' };
  const found = await readHost([need, need, need], { runner: script, environment, lease });
  expect(found.map(({ fact }) => fact)).toEqual([
    { kind: 'present' },
    { kind: 'absent', why: 'python3 cannot import librepo; x uses it' },
    { kind: 'unknown', why: 'python3 is missing' },
  ]);
});

test('the version of this kernel, and of the one of a machine', async () => {
  expect(await read({ kind: 'kernel', least: '2.6' })).toEqual({ kind: 'present', detail: `Linux ${release()}` });
  expect(await read({ kind: 'kernel', least: '999.1' })).toEqual({
    kind: 'absent',
    why: `the kernel is Linux ${release()}`,
  });
  const modules = join(home, 'lib/modules/6.9.1-1');
  mkdirSync(modules, { recursive: true });
  for (const name of ['vmlinuz', 'modules.dep']) writeFileSync(join(modules, name), '');
  const machine = { file: join(modules, 'vmlinuz') };
  expect(await read({ kind: 'kernel', machine })).toEqual({ kind: 'present', detail: 'Linux 6.9.1-1' });
  expect(await read({ kind: 'kernel', least: '6.12', machine })).toEqual({
    kind: 'absent',
    why: 'the kernel is Linux 6.9.1-1',
  });
  expect(await read({ kind: 'kernel', machine: { file: join(home, 'none') } })).toMatchObject({
    kind: 'absent',
    why: expect.stringContaining('no modules found for the kernel'),
  });
});

test('osbuild: its version, what it lacks, and none', async () => {
  expect(await read(osbuild(standIn))).toEqual({ kind: 'present', detail: 'version 191' });
  expect(await read({ ...osbuild(standIn), manifest: manifest('org.osbuild.nosuch') })).toMatchObject({
    kind: 'absent',
    why: 'version 191 does not know org.osbuild.nosuch',
  });
  expect(await read({ ...osbuild(standIn), manifest: manifest('org.osbuild.noop') })).toEqual({
    kind: 'present',
    detail: 'version 191, knows every stage of the manifest',
  });
  expect(await read(osbuild('bootwright-none'))).toEqual({ kind: 'absent', why: 'bootwright-none not found' });
  const broken = join(home, 'broken');
  writeFileSync(broken, '#!/bin/sh\necho "ModuleNotFoundError: osbuild" >&2; exit 1\n', { mode: 0o755 });
  expect(await read(osbuild(broken))).toEqual({
    kind: 'absent',
    why: 'it does not start: ModuleNotFoundError: osbuild',
  });
});

test('space of a folder that is yet to be made', async () => {
  const need: HostNeed = { kind: 'space', what: 'x', path: join(home, 'a/b/c'), least: bytes(1), most: GiB(1) };
  const fact = await read(need);
  expect(fact?.kind === 'amount' && fact.bytes > 0).toBe(true);
});

test('a file system that the kernel lists, and one that nobody has', async () => {
  const known = /^\t(ext[234]|xfs|btrfs|vfat|iso9660|squashfs)$/m.exec(readFileSync('/proc/filesystems', 'utf8'))?.[1];
  if (known !== undefined) {
    expect(await read({ kind: 'filesystem', name: known })).toEqual({
      kind: 'present',
      detail: 'the kernel supports it',
    });
  }
  const none = await read({ kind: 'filesystem', name: 'bootwrightfs' });
  expect(none?.kind).toMatch(/absent|unknown/);
});

test('loop devices are tried and given back', async () => {
  const before = readFileSync('/proc/partitions', 'utf8').split('\n').length;
  const fact = await read({ kind: 'loop-devices' });
  expect(['present', 'absent', 'unknown']).toContain(fact?.kind);
  expect(readFileSync('/proc/partitions', 'utf8').split('\n').length).toBe(before);
});
