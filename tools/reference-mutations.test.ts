import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { workspaceRoot } from './reference.ts';

/** Tests of a project: their file, and what their names contain. */
type Run = readonly [project: string, tests: string, pattern: string];

/** How many tests pass and fail where `from` reads `to` in a source file; without a change, where nothing does. */
function counts([project, tests, pattern]: Run, change: readonly string[] = []) {
  const args = ['tools/run-mutated.mjs', `packages/${project}`, tests, pattern, ...change];
  const stdout = execFileSync(process.execPath, args, { cwd: workspaceRoot, encoding: 'utf8' });
  const { passed, failed }: { readonly passed: number; readonly failed: number } = JSON.parse(stdout);
  return { passed, failed };
}

const manifests: Run = ['manifest', 'src/reference.test.ts', 'request of systematic'];

test('without a change the comparisons pass', () => {
  expect(counts(manifests)).toEqual({ passed: 1, failed: 0 });
});

test.each([
  ['the encoding', manifests, 'osbuild/src/encoding/encode-manifest.ts', "'  '.repeat", "' \t'.repeat"],
  ['an option of a file system', manifests, 'image-types/src/base-tables.ts', 'umask=0077', 'umask=0076'],
  ['a partition type', manifests, 'core/src/disk/partition-types.ts', 'BA4B-00A0C93EC93B', 'BA4B-00A0C93EC93C'],
  ['the seeding of random numbers', manifests, 'core/src/reproducible/go-random.ts', 'skipped < 20', 'skipped < 21'],
  [
    'the folder of kernel arguments',
    ['inspect', 'src/bootc-reference.test.ts', 'for inspect-kargs'],
    'inspect/src/inspected-files.ts',
    "kargsDirectory = 'usr/lib/bootc/kargs.d'",
    "kargsDirectory = 'usr/lib/bootc/kargs.e'",
  ],
  [
    'the magic number of EROFS',
    ['composefs', 'src/composefs-reference.test.ts', 'the digest that bootc computes'],
    'composefs/src/erofs/erofs-image.ts',
    '0xe0f5e1e2',
    '0xe0f5e1e3',
  ],
  [
    'a key of a stage',
    ['osbuild', 'src/verdicts-reference.test.ts', 'org.osbuild.mkfs.fat'],
    'osbuild/src/stages/mkfs-fat.ts',
    'volid:',
    'volie:',
  ],
] as const)('one changed byte in %s is noticed', (_name, run, file, from, to) => {
  expect(from.length).toBe(to.length);
  const { failed } = counts(run, [`packages/${file}`, from, to]);
  expect(failed).toBeGreaterThan(0);
});
