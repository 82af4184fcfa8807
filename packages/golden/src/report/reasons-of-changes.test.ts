import { describeChange, diffManifests, type ManifestDiff } from '@bootwright/manifest-diff';
import type { Concern } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { manifestGenerator } from '../outcome/generate-outcome.ts';
import { changeExplainer } from './explain-change.ts';
import { reasonsOfChanges } from './reasons-of-changes.ts';

const container = {
  imgref: 'registry.example.com/harbour/web:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 2_500_000_000,
  os_info: {
    os_release: { id: 'harbour', version_id: '7', name: 'Harbour' },
    uefi_vendor: 'harbour',
    selinux_policy: 'targeted',
  },
};
const sealed = { ...container, unified_kernel: true, bootloader: 'systemd' };
const blueprint = { customizations: { user: [{ name: 'keeper' }] } };
const generate = manifestGenerator();
const outcome = (from: object, profile: 'reference' | 'recommended' = 'reference') =>
  generate({ name: 'one', request: { container: from, image_type: 'raw', blueprint }, profile, at: {} });
const documentOf = (one: ReturnType<typeof outcome>): unknown =>
  JSON.parse(one.kind === 'manifest' ? one.manifest : '');

/** The concern itself stands for its reason. */
function concernsOf(diff: ManifestDiff): readonly (readonly [string, readonly string[]])[] {
  const all: readonly Concern[] = [
    ...(['storage', 'boot-loader', 'kernel-arguments', 'deployment-edits'] as const),
    ...(['boot-partitions', 'root-type', 'root-size', 'volume-sizes', 'build-labels'] as const),
  ];
  const reasons = reasonsOfChanges(
    diff,
    all.map((concern) => ({ concern, text: concern })),
  );
  return diff.groups
    .flatMap(({ changes }) => changes)
    .map((change) => {
      const { path } = change.kind === 'removed' ? change.before : change.after;
      const texts = reasons.filter((reason) => JSON.stringify(reason.path) === JSON.stringify(path));
      return [describeChange(change), [...new Set(texts.map(({ text }) => text))]] as const;
    });
}

test('every change that sealing makes has the reason that the boot plan gives for it', () => {
  const diff = diffManifests(documentOf(outcome(container)), documentOf(outcome(sealed)), { sameSeed: true });
  const told = concernsOf(diff);
  expect(told.slice(0, 4)).toEqual([
    [
      'image › bootc.install-to-filesystem: kernel arguments rw console=tty0 console=ttyS0 removed',
      ['kernel-arguments'],
    ],
    ['image › bootc.install-to-filesystem: bootloader added: "systemd"', ['boot-loader']],
    ['image › bootc.install-to-filesystem: composefs added: true', ['storage']],
    ['image › systemd.unit.create (-.mount): stage removed after bootc.install-to-filesystem', ['deployment-edits']],
  ]);
  expect(told.filter(([, concerns]) => concerns.length !== 1)).toEqual([]);
});

test('what the profile recommended changes is explained by its reasons', () => {
  const diff = diffManifests(documentOf(outcome(sealed)), documentOf(outcome(sealed, 'recommended')), {
    sameSeed: true,
  });
  const told = concernsOf(diff);
  const removed = told.filter(([text, concerns]) => concerns.includes('boot-partitions') && text.includes('removed'));
  expect(removed.map(([text]) => text).slice(0, 2)).toEqual([
    'image › sfdisk: partition BIOS boot removed: 1 MiB (1048576 bytes)',
    'image › sfdisk: partition boot removed: 1024 MiB (1073741824 bytes)',
  ]);
  expect(told.find(([, concerns]) => concerns.includes('root-type'))?.[0]).toContain('partition root, type');
});

describe('the explanation of a change', () => {
  test('has the reasons of the side that has them', () => {
    const { report } = changeExplainer()(outcome(container), outcome(sealed));
    expect(report.reasons?.[0]?.text).toContain('part of its signed unified kernel image');
  });

  test('has none that both sides have', () => {
    const changed = { ...sealed, size: 9_000_000_000 };
    const { report } = changeExplainer()(outcome(sealed), outcome(changed));
    expect([report.diff.groups.length > 0, report.reasons]).toEqual([true, []]);
  });
});
