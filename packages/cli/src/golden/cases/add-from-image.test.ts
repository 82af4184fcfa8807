import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { archiveOf, ociLayout } from '../../../../container-image/testing/image.ts';
import { bootableFiles, bootableImage } from '../../../../inspect/testing/bootable-image.ts';
import { captured } from '../../captured.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-image-case-'));
afterAll(() => rmSync(home, { recursive: true }));

const ref = 'registry.example.com/harbour/web:1';
let directory = '';
let count = 0;
beforeEach(() => {
  directory = join(home, String(++count));
  mkdirSync(directory);
});
const golden = (...argv: readonly string[]) => captured(['golden', ...argv], { directory });
const add = (...argv: readonly string[]) =>
  golden('add', '--from', 'dir:root', '--ref', ref, '--arch', 'x86_64', ...argv);
const listing = (): readonly string[] => readdirSync(directory).sort();
const caseFile = 'test-data/cases/web-1/x86_64/qcow2.json';

function writeRoot(files: Readonly<Record<string, string | Uint8Array>> = bootableFiles('traditional')): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(directory, 'root', path, '..'), { recursive: true });
    writeFileSync(join(directory, 'root', path), content);
  }
}

test('a case of a directory has its facts, and is checked again without the image', async () => {
  writeRoot();
  const { status, stdout } = await add('--type', 'qcow2');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: `${caseFile}\n1 case: 1 with a new golden in test-data/golden, 0 unchanged\n`,
  });
  expect(JSON.parse(readFileSync(join(directory, caseFile), 'utf8'))).toMatchObject({
    container: { imgref: ref, arch: 'x86_64', default_root_fs: 'ext4', os_info: { os_release: { id: 'harbour' } } },
    image_type: 'qcow2',
  });
  rmSync(join(directory, 'root'), { recursive: true });
  expect(await golden('check')).toEqual({ status: 0, stdout: '1 case: 1 as their goldens say\n', stderr: '' });
});

test('the golden is the manifest that the image leads to', async () => {
  writeRoot();
  await add('--type', 'qcow2');
  const { stdout } = await captured(
    ['manifest', 'dir:root', '--ref', ref, '--arch', 'x86_64', '--type', 'qcow2', '--seed', '0', '--mock-sources'],
    { directory },
  );
  expect(readFileSync(join(directory, 'test-data/golden/web-1/x86_64/qcow2.json'), 'utf8')).toBe(stdout);
});

test('a case of an OCI archive, for each type and under another name', async () => {
  writeFileSync(join(directory, 'os.tar'), archiveOf(ociLayout(bootableImage('sealed'))));
  const { status, stdout } = await golden(
    ...['add', '--from', 'oci-archive:os.tar', '--ref', ref, '--type', 'qcow2,ami', '--name', 'sealed'],
  );
  expect(status).toBe(0);
  expect(stdout).toContain('test-data/cases/sealed/x86_64/qcow2.json\ntest-data/cases/sealed/x86_64/ami.json\n');
  expect((await golden('check')).stdout).toBe('2 cases: 2 as their goldens say\n');
});

test('the same case again changes nothing, another one under its name needs --overwrite', async () => {
  writeRoot();
  await add('--type', 'qcow2');
  expect((await add('--type', 'qcow2')).stdout).toContain('0 with a new golden in test-data/golden, 1 unchanged');
  writeRoot({ 'usr/lib/bootc/install/10-os.toml': '[install.filesystem.root]\ntype = "xfs"\n' });
  const before = readFileSync(join(directory, caseFile), 'utf8');
  const { status, stderr } = await add('--type', 'qcow2');
  expect(status).toBe(3);
  expect(stderr).toContain(`${caseFile} is another case [golden/case-exists]`);
  expect(readFileSync(join(directory, caseFile), 'utf8')).toBe(before);
  expect((await add('--type', 'qcow2', '--overwrite')).stdout).toContain('1 with a new golden');
  expect((await golden('check')).status).toBe(0);
});

test('other goldens stay as they are, also those that changed', async () => {
  writeRoot();
  await add('--type', 'qcow2');
  const file = join(directory, caseFile);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"ext4"', '"xfs"'));
  expect((await add('--type', 'ami')).status).toBe(0);
  expect((await golden('check')).stdout).toContain('2 cases: 1 as their goldens say, 1 changed');
});

test('a sealed image gives a golden of checksums where the goldens are kept so', async () => {
  writeRoot(bootableFiles('sealed'));
  await golden('init', '--checksums');
  expect((await add('--type', 'qcow2')).status).toBe(0);
  expect((await golden('check')).stdout).toBe('1 case: 1 as their goldens say\n');
  expect(readdirSync(join(directory, 'test-data/golden'))).toContain('manifests.tar.gz');
});

describe('nothing is written', () => {
  const { 'usr/lib/bootc/install/10-os.toml': _, ...withoutFs } = bootableFiles('traditional');
  test.each([
    ['for an image that cannot boot', { 'etc/empty': '' }, ['--type', 'qcow2'], 3, 'os-release'],
    ['where the case would lead to a fault', withoutFs, ['--type', 'qcow2'], 3, 'root file system'],
    ['without a type', {}, [], 2, '--from needs --type'],
    ['for an unknown type', {}, ['--type', 'qcow3'], 2, 'qcow3'],
    ['for a pattern', {}, ['--type', 'qcow2', '--', 'x'], 2, 'takes no PATTERN'],
    ['for a profile, which the case cannot keep', {}, ['--type', 'qcow2', '--profile', 'recommended'], 2, '--profile'],
    [
      'for a name that leads elsewhere',
      undefined,
      ['--type', 'qcow2', '--name', '../x'],
      3,
      'cannot be part of a case',
    ],
  ])('%s', async (_name, files, argv, status, message) => {
    writeRoot(files);
    const result = await add(...argv);
    expect(result.stderr).toContain(message);
    expect(result.status).toBe(status);
    expect(listing().filter((name) => name !== 'root')).toEqual([]);
  });
});

test('a case that becomes a mistake keeps its golden, whatever update is asked for', async () => {
  writeRoot();
  await add('--type', 'qcow2');
  const file = join(directory, caseFile);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"image_type"', '"image_typ"'));
  const { status, stdout } = await golden('update');
  expect(status).toBe(4);
  expect(stdout).toContain('the case is at fault itself, and its golden stays');
  expect(readdirSync(join(directory, 'test-data/golden/web-1/x86_64'))).toContain('qcow2.json');
});
