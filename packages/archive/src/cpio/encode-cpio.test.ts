import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findProgram, needs, program } from '../../../../tools/probes.mjs';
import { type CpioEntry, cpioFolders, encodeCpio } from './encode-cpio.ts';

const entries: readonly CpioEntry[] = [
  { kind: 'folder', path: 'bin' },
  { kind: 'file', path: 'bin/a', bytes: Buffer.from('hello'), mode: 0o755 },
  { kind: 'file', path: 'empty', bytes: new Uint8Array() },
];

test('a record is a header, a name and bytes, each filled to four', () => {
  const text = Buffer.from(encodeCpio([{ kind: 'file', path: 'ab', bytes: Buffer.from('xyz') }])).toString();
  const fields = ['00000001', '000081a4', '00000000', '00000000', '00000001', '00000000', '00000003'];
  const header = `070701${fields.join('')}${'00000000'.repeat(4)}0000000300000000`;
  expect(text.slice(0, 110)).toBe(header);
  expect(text.slice(110, 120)).toBe('ab\0\0\0\0xyz\0');
  expect(text).toContain('TRAILER!!!\0');
  expect(text.length % 4).toBe(0);
});

test('folders of entries are those above them, outer ones first', () => {
  const file = (path: string): CpioEntry => ({ kind: 'file', path, bytes: new Uint8Array() });
  expect(cpioFolders([file('a/b/c'), file('a/d'), file('e')])).toEqual([
    { kind: 'folder', path: 'a' },
    { kind: 'folder', path: 'a/b' },
  ]);
});

const home = mkdtempSync(join(tmpdir(), 'bw-cpio-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const cpio = needs(program('cpio', 'busybox'));

describe.skipIf(cpio.missing)(`cpio itself${cpio.note}`, () => {
  test('unpacks what was packed', () => {
    const [name = '', ...applet] = findProgram('cpio') === undefined ? ['busybox', 'cpio'] : ['cpio'];
    const { status } = spawnSync(name, [...applet, '-i', '-d'], { cwd: home, input: encodeCpio(entries) });
    expect(status).toBe(0);
    expect(readdirSync(home, { recursive: true }).sort()).toEqual(['bin', 'bin/a', 'empty']);
    expect(readFileSync(join(home, 'bin/a'), 'utf8')).toBe('hello');
    expect(statSync(join(home, 'bin/a')).mode & 0o777).toBe(0o755);
    expect(statSync(join(home, 'empty')).size).toBe(0);
  });
});
