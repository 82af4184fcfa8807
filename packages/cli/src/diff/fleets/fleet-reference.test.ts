import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyDiff, diffManifests } from '@bootwright/manifest-diff';
import { afterAll, expect, test } from 'vitest';
import { needs, program } from '../../../../../tools/probes.mjs';
import { recordings, recordingsFolder } from '../../../../../tools/reference.ts';
import { captured } from '../../captured.ts';

const unpacking = needs(program('tar'), program('zstd'));
const note = recordings.note === '' ? unpacking.note : recordings.note;
const skip = recordings.missing || unpacking.missing;

const folder = mkdtempSync(join(tmpdir(), 'bootwright-fleet-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What each commit of image-builder meant to change, as its title must say; see README.md of the recordings. */
const commits: readonly (readonly [commit: string, count: number, title: RegExp])[] = [
  ['d8342862d', 52, /os › groups: groups\.user3 added/],
  ['8041563a3', 56, /pipeline image-tree is now ostree-deployment/],
  ['2c686cc98', 26, /boot mode: BIOS and UEFI → UEFI only/],
  ['b36c03f20', 60, /stage systemd moved before selinux/],
  ['e0d092538', 60, /package qemu-guest-agent removed/],
  ['7ebe3f550', 28, /sysroot\.readonly: true → false/],
];

test.skipIf(skip)(
  `six commits of image-builder are at most five groups each, whose titles say what they meant${note}`,
  async () => {
    const archive = join(recordingsFolder, 'fleet/commits.tar.zst');
    for (const [commit, count, title] of commits) {
      const { stdout } = await captured([
        'diff',
        `${archive}:${commit}/before`,
        `${archive}:${commit}/after`,
        '--json',
      ]);
      const { manifests, groups } = JSON.parse(stdout);
      expect([commit, manifests.paired, manifests.changed]).toEqual([commit, count, count]);
      expect(groups.length).toBeLessThanOrEqual(5);
      expect(groups[0].title).toMatch(title);
      expect(groups[0].manifests).toHaveLength(count);
    }
  },
  240_000,
);

test.skipIf(skip)(
  `all 1,828 pairs of two revisions have a diff that gives the second, and fit a comment${note}`,
  async () => {
    expect(
      spawnSync('tar', ['--zstd', '-xf', join(recordingsFolder, 'fleet/manifests.tar.zst'), '-C', folder]).status,
    ).toBe(0);
    const old = new Set(readdirSync(join(folder, 'old')));
    const pairs = readdirSync(join(folder, 'new')).filter((name) => old.has(name));
    const apart = pairs.filter((name) => {
      const [before, after] = ['old', 'new'].map((side) => JSON.parse(readFileSync(join(folder, side, name), 'utf8')));
      return JSON.stringify(applyDiff(before, diffManifests(before, after))) !== JSON.stringify(after);
    });
    expect([pairs.length, apart]).toEqual([1828, []]);
    const { stdout } = await captured(['diff', 'old', 'new', '--format', 'markdown'], { directory: folder });
    expect(stdout.length).toBeLessThanOrEqual(65_536);
    expect(stdout).toMatch(
      /^\*\*<code>Manifests<\/code>:\*\* 1828 manifests in both: 1828 changed, 5 added, 109 removed\n\n<details><summary><b>\d+ manifests<\/b>: <code>source of packages: curl → librepo/,
    );
  },
  240_000,
);
