import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { recordedRequests } from '../../../tools/recorded-requests.ts';
import { recordings } from '../../../tools/reference.ts';
import { tableOf } from '../test/case-table.ts';
import { type DiskView, viewOfManifest, viewOfTable } from '../test/disk-view.ts';
import { type Case, recordedManifestsOf, seedOf } from '../test/reference-cases.ts';

const foreign = new Set(['bootc-installer', 'bootc-generic-iso', 'anaconda-iso', 'iso', 'floppy']);

test.skipIf(recordings.missing)(`the reference has the same disk in every manifest${recordings.note}`, () => {
  for (const [set, count] of [
    ['systematic', 222],
    ['random', 1538],
    ['trees', 17],
  ] as const) {
    const manifests = recordedManifestsOf(set);
    const answers = casesOf(set).flatMap((one) => {
      const manifest = manifests.get(one.request.name);
      // The reference ignores a key at the top that it does not know.
      return manifest === undefined || one.request.name === 'disk-unknown-key' ? [] : [{ ...one, manifest }];
    });
    const different = answers.flatMap(({ request, manifest, seed }) => {
      const theirs = viewOfManifest(manifest());
      const ours = viewOrFault(() => viewOfTable(tableOf(request, seed), theirs));
      return sameText(ours, theirs) ? [] : [{ name: request.name, ours, theirs }];
    });
    expect(different.slice(0, 1).map(({ ours }) => ours)).toEqual(different.slice(0, 1).map(({ theirs }) => theirs));
    expect(different.map(({ name }) => name)).toEqual([]);
    expect([set, answers.length]).toEqual([set, count]);
  }
});

describe('the reference', () => {
  test('rejects every disk.yaml of a tree that is a fault here', () => {
    const refused = casesOf('trees').filter(({ answer }) => answer.outcome !== 'manifest');
    const codes = refused.map(({ request, seed }) => [request.name, codeOf(() => tableOf(request, seed))]);
    expect(Object.fromEntries(codes)).toEqual({
      'disk-lvm': 'disk/base-lvm',
      'disk-btrfs': 'disk/boot-filesystem',
      'disk-grain': 'disk/unknown-key',
      'disk-noroot': 'disk/no-root',
      'disk-empty': 'disk/empty',
      'disk-unknown-part-key': 'disk/unknown-key',
      'disk-broken': 'disk/yaml',
      'disk-bad-type': 'disk/table-type',
      'disk-bad-size': 'disk/size',
      'disk-bad-payload': 'disk/payload',
      'disk-bad-mount-config': 'disk/mount-configuration',
    });
  });

  test('panics on a btrfs file system outside of a volume, which is a fault here', () => {
    const crashes = casesOf('random').filter(({ answer }) => answer.cause === 'filesystem-type');
    const codes = crashes.map(({ request, seed }) => codeOf(() => tableOf(request, seed)));
    expect([codes.length, ...new Set(codes)]).toEqual([55, 'disk/filesystem']);
  });
});

/** Of trees, those that have a disk.yaml. */
function casesOf(set: 'systematic' | 'random' | 'trees') {
  const cases = recordedRequests<Case>(set)
    .filter(({ request }) => !foreign.has(request.image_type))
    .map((one) => ({ ...one, seed: seedOf(one.text) }));
  if (set !== 'trees') return cases;
  return cases.flatMap((recorded) => {
    const { tree = {} } = recorded.request;
    const text =
      tree['usr/lib/image-builder/bootc/disk.yaml'] ?? tree['usr/lib/bootc-image-builder/disk.yaml'] ?? undefined;
    return typeof text === 'string' ? [{ ...recorded, request: withDiskYaml(recorded.request, text) }] : [];
  });
}

function withDiskYaml(request: Case, text: string): Case {
  return { ...request, container: { ...request.container, os_info: { disk_yaml: text } } };
}

function viewOrFault(view: () => DiskView): DiskView | string {
  try {
    return view();
  } catch (error) {
    return String(error);
  }
}

function codeOf(table: () => unknown): string {
  try {
    table();
    return 'a table';
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
}

function sameText(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

/** Keys in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
