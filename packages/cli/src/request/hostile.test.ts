import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer } from '../batch/answer.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 500);
const options = { profile: 'reference', mockSources: true, manifests: false } as const;

/** Whether a line is answered, and not with a bug of ours. */
function isAnswered(text: string): void {
  const { outcome, text: line } = answer({ kind: 'text', number: 1, text }, options, () => '');
  expect(outcome === 'bug' ? line : 'answered').toBe('answered');
  expect(line).not.toContain('\n');
  JSON.parse(line);
}

const request = {
  name: 'x',
  container: {
    imgref: 'registry.example.com/os:1',
    arch: 'x86_64',
    default_root_fs: 'btrfs',
    size: 1_000_000,
    unified_kernel: true,
    bootloader: 'systemd',
    os_info: {
      os_release: { id: 'a', version_id: '1', name: 'A' },
      disk_yaml: 'partition_table:\n  type: gpt\n  partitions: []\n',
      image_customization: { filesystem: [{ mountpoint: '/', minsize: '10 GiB' }] },
    },
  },
  image_type: 'qcow2',
  options: { size: 1, bootc: { use_remote_container_source: true }, subscription: { organization: 'o' } },
  blueprint: {
    customizations: {
      user: [{ name: 'a', groups: ['b'], uid: 1 }],
      files: [{ path: '/etc/a', data: 'b', mode: '0644' }],
      disk: {
        type: 'gpt',
        partitions: [
          { type: 'lvm', logical_volumes: [{ name: 'root', mountpoint: '/', minsize: '2 GiB', fs_type: 'xfs' }] },
        ],
      },
    },
  },
  tree: { 'etc/os-release': 'ID=a\nNAME=A\n', 'usr/lib/modules/1/vmlinuz': 'k', a: { link: 'a' } },
  seed: 7,
};

/** A value with one of its parts put in the place of another value. */
function replaced(value: unknown, pick: readonly number[], other: unknown): unknown {
  const [first, ...rest] = pick;
  if (first === undefined || typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value)) {
    if (value.length === 0) return other;
    const at = first % value.length;
    return value.with(at, replaced(value[at], rest, other));
  }
  const entries = Object.entries(value);
  const chosen = entries[first % Math.max(entries.length, 1)];
  return chosen === undefined ? other : { ...value, [chosen[0]]: replaced(chosen[1], rest, other) };
}

test('any text as a request is answered', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), isAnswered), { numRuns });
});

test('any JSON as a request is answered', () => {
  fc.assert(fc.property(fc.json(), isAnswered), { numRuns });
});

test('a request with any part changed to anything is answered', () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>('', '/', '..', '\0', '10 GiB', -1, 1e308, 2 ** 53, 0.5, null, [], {}, true, ['/'], [{}]),
  );
  const path = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 });
  const trees = fc.boolean();
  fc.assert(
    fc.property(path, odd, trees, (pick, other, withTree) => {
      const { tree, ...plain } = request;
      isAnswered(JSON.stringify(replaced(withTree ? { ...plain, tree } : plain, pick, other)));
    }),
    { numRuns },
  );
});
