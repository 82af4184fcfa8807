import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostFinding } from '@bootwright/osbuild-runner';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { lookOf } from '../terminal/look.ts';
import { renderNeeds } from './render-needs.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bw-doctor-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const environment = { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: home, TMPDIR: home };
const standIn = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');

const finding = (title: string, state: HostFinding['state'], found: string, cure?: string): HostFinding => ({
  need: { kind: 'root' },
  title,
  state,
  found,
  ...(cure === undefined ? {} : { cure }),
});

describe('the page', () => {
  test('has each need with its state, and a cure where it is not met', () => {
    const findings = [
      finding('root', 'ok', 'this is root', 'never shown'),
      finding('the file system vfat', 'missing', 'the kernel does not support it', 'modprobe vfat, or do without'),
      finding('memory', 'doubtful', '200 MiB free, of which much is used by other programs', 'end them'),
    ];
    expect(
      renderNeeds([{ title: 'Building', findings }], lookOf({ terminal: true, colour: false, columns: 70 })),
    ).toBe(`Building
  ok        root                  this is root
  MISSING   the file system vfat  the kernel does not support it
            help: modprobe vfat, or do without
  doubtful  memory                200 MiB free, of which much is used
                                  by other programs
            help: end them

1 of 3 requirements are missing
`);
  });

  test.each([
    [[finding('root', 'ok', 'x')], 'all requirements are met'],
    [[finding('root', 'ok', 'x'), finding('KVM', 'doubtful', 'x')], 'no requirement is missing; 1 of 2 are doubtful'],
  ])('ends with a line that sums up', (findings, summary) => {
    const page = renderNeeds([{ title: 'Building', findings }], lookOf({ terminal: true, colour: false, columns: 80 }));
    expect(page.trimEnd().split('\n').at(-1)).toBe(summary);
  });
});

interface Told {
  readonly needs: readonly {
    readonly for: string;
    readonly need: string;
    readonly state: string;
    readonly cure?: string;
  }[];
}

describe('doctor', () => {
  test('tells machines each need, and ends with 5 where one is missing', async () => {
    const { status, stdout } = await captured(['doctor', '--osbuild', standIn, '--json'], { environment });
    const { needs }: Told = JSON.parse(stdout);
    expect(new Set(needs.map((need) => need.for))).toEqual(new Set(['build', 'boot']));
    expect(needs.find(({ need }) => need === 'osbuild')).toMatchObject({ state: 'ok', found: 'version 191' });
    expect(needs.filter(({ state, cure }) => state !== 'ok' && cure === undefined)).toEqual([]);
    expect(status).toBe(needs.some(({ state }) => state === 'missing') ? 5 : 0);
  });

  test('looks at what a manifest uses', async () => {
    const file = join(home, 'os.json');
    const stages = [{ type: 'org.osbuild.nosuch', mounts: [{ type: 'org.osbuild.btrfs' }] }];
    writeFileSync(file, JSON.stringify({ version: '2', pipelines: [{ name: 'image', stages }] }));
    const argv = ['doctor', '--for', 'build', '--manifest', file, '--osbuild', standIn, '--json'];
    const { status, stdout } = await captured(argv, { environment });
    const { needs }: Told = JSON.parse(stdout);
    expect(status).toBe(5);
    expect(needs.map(({ need }) => need)).toEqual([
      ...['root', 'mounting', 'filesystem', 'osbuild', 'program', 'program', 'program', 'memory', 'space'],
    ]);
    expect(needs.find(({ need }) => need === 'osbuild')).toMatchObject({
      state: 'missing',
      found: 'version 191 does not know org.osbuild.nosuch',
    });
  });

  test('of a boot alone asks nothing about osbuild', async () => {
    const { stdout } = await captured(['doctor', '--for', 'boot', '--json'], { environment });
    const { needs }: Told = JSON.parse(stdout);
    expect(needs.map(({ need }) => need)).toEqual(['program', 'firmware', 'kvm', 'tpm', 'memory']);
  });

  test('an unknown type is a fault', async () => {
    expect((await captured(['doctor', '--type', 'qcow'], { environment })).status).toBe(2);
  });
});
