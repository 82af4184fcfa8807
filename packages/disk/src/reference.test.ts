import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { tableOf } from '../test/case-table.ts';
import { type DiskView, viewOfManifest, viewOfTable } from '../test/disk-view.ts';
import { type Case, hasReference, type Recorded, readCases } from '../test/reference-cases.ts';

const foreign = new Set(['bootc-installer', 'bootc-generic-iso', 'anaconda-iso', 'iso', 'floppy']);

test.skipIf(hasReference)('the recorded answers of the reference are not here: nothing is compared', () => {});

describe.skipIf(!hasReference)('the reference', () => {
  test.each([
    ['systematic.jsonl', 222],
    ['random.jsonl.gz', 1538],
    ['trees.jsonl', 17],
  ])('has the same disk in every manifest of %s', (file, count) => {
    const answers = casesOf(file).filter(({ expected, request }) => {
      // The reference ignores a key at the top that it does not know.
      return expected.outcome === 'manifest' && request.name !== 'disk-unknown-key';
    });
    const different = answers.flatMap(({ request, manifest, seed }) => {
      const theirs = viewOfManifest(manifest());
      const ours = viewOrFault(() => viewOfTable(tableOf(request, seed), theirs));
      return sameText(ours, theirs) ? [] : [{ name: request.name, ours, theirs }];
    });
    expect(different.slice(0, 1).map(({ ours }) => ours)).toEqual(different.slice(0, 1).map(({ theirs }) => theirs));
    expect(different.map(({ name }) => name)).toEqual([]);
    expect(answers.length).toBe(count);
  });

  test('refuses every disk.yaml of a tree that is a fault here', () => {
    const refused = casesOf('trees.jsonl').filter(({ expected }) => expected.outcome !== 'manifest');
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
    const crashes = casesOf('random.jsonl.gz').filter(({ expected }) => expected.error?.includes('unknown fs type'));
    const codes = crashes.map(({ request, seed }) => codeOf(() => tableOf(request, seed)));
    expect(new Set(codes)).toEqual(new Set(['disk/filesystem']));
  });
});

/** Of trees, those that have a disk.yaml. */
function casesOf(file: string): readonly (Recorded & { readonly seed: bigint })[] {
  const cases = readCases(file).filter(({ request }) => !foreign.has(request.image_type));
  if (file !== 'trees.jsonl') return cases;
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
