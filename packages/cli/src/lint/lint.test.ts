import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-lint-'));
afterAll(() => rmSync(directory, { recursive: true }));
const sealed = join(import.meta.dirname, '../../../../test-data/containers/sealed');
const traditional = join(import.meta.dirname, '../../../../test-data/containers/traditional');

const disk = (rootType: string, esp = '1 GiB', filesystem = 'ext4') => `mount_configuration: none
partition_table:
  type: gpt
  uuid: D209C89E-EA5E-4FBD-B161-B461CCE297E0
  partitions:
    - size: ${esp}
      type: C12A7328-F81F-11D2-BA4B-00A0C93EC93B
      payload_type: filesystem
      payload: { type: vfat, mountpoint: /boot/efi, label: ESP }
    - size: 4 GiB
      type: ${rootType}
      payload_type: filesystem
      payload: { type: ${filesystem}, mountpoint: /, label: root }
`;
writeFileSync(join(directory, 'good.yaml'), disk('4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709'));
writeFileSync(join(directory, 'generic.yaml'), disk('0FC63DAF-8483-4772-8E79-3D69D8477DE4'));
writeFileSync(join(directory, 'arm.yaml'), disk('B921B045-1DF0-41C3-AF44-4C6F280D3FAE'));
writeFileSync(join(directory, 'xfs.yaml'), disk('4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', '1 GiB', 'xfs'));

const lint = (...argv: readonly string[]) =>
  captured(['lint', ...argv], { directory, environment: { PATH: '/nowhere' } });
const codes = (text: string): readonly string[] =>
  JSON.parse(text).findings.map(({ code }: { readonly code: string }) => code);

test.each<[string, number, readonly string[]]>([
  ['good.yaml', 0, []],
  ['generic.yaml', 4, ['sealed/root-type']],
  ['arm.yaml', 4, ['sealed/root-type']],
  ['xfs.yaml', 4, ['sealed/no-verity']],
])('the disk %s alone', async (file, status, expected) => {
  const result = await lint('--disk', file, '--arch', 'x86_64', '--format', 'json');
  expect({ status: result.status, codes: codes(result.stdout) }).toEqual({ status, codes: expected });
});

test('a container with the disk that image-builder makes of it, and with another', async () => {
  const { status, stdout } = await lint('--root', sealed, '--json');
  expect({ status, codes: codes(stdout) }).toEqual({ status: 4, codes: ['sealed/root-type', 'sealed/unsigned'] });
  const own = await lint('--root', sealed, '--disk', 'good.yaml');
  expect({ status: own.status, last: own.stdout.trimEnd().split('\n').at(-1) }).toEqual({
    status: 0,
    last: '0 errors, 1 warning',
  });
  expect(own.stdout).toContain('  help: sign it with sbsign');
});

test('a container that is not sealed', async () => {
  const { status, stdout } = await lint('--root', traditional, '--format', 'json');
  expect({ status, codes: codes(stdout) }).toEqual({ status: 0, codes: ['sealed/not-sealed'] });
});

test('SARIF has each rule once, and a result for each finding', async () => {
  const { status, stdout } = await lint('--root', sealed, '--format', 'sarif');
  const { runs } = JSON.parse(stdout);
  expect(status).toBe(4);
  expect(runs[0].tool.driver.rules).toEqual([{ id: 'sealed/root-type' }, { id: 'sealed/unsigned' }]);
  expect(
    runs[0].results.map(({ ruleId, level }: { readonly ruleId: string; readonly level: string }) => [ruleId, level]),
  ).toEqual([
    ['sealed/root-type', 'error'],
    ['sealed/unsigned', 'warning'],
  ]);
});

test('SARIF names a file by a URI, whatever signs its name has', async () => {
  writeFileSync(join(directory, 'a#b.yaml'), disk('4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', '1 GiB', 'xfs'));
  const { stdout } = await lint('--disk', 'a#b.yaml', '--arch', 'x86_64', '--format', 'sarif');
  const [{ locations }] = JSON.parse(stdout).runs[0].results;
  expect(locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'a%23b.yaml' });
});

test('neither a container nor a disk is a fault', async () => {
  const { status, stderr } = await lint();
  expect(status).toBe(2);
  expect(stderr).toContain('REF or --root DIR');
});

test('inspect shows the same findings of a sealed container, and none of another', async () => {
  const run = (...argv: readonly string[]) => captured(['inspect', ...argv], { directory });
  const { findings } = JSON.parse((await run('--root', sealed, '--json')).stdout);
  expect({ findings }).toEqual(JSON.parse((await lint('--root', sealed, '--json')).stdout));
  const page = await run('--root', sealed);
  expect(page.status).toBe(0);
  expect(page.stdout).toMatch(/Findings for a sealed image\n +error +the root partition/);
  expect(JSON.parse((await run('--root', traditional, '--json')).stdout)).not.toHaveProperty('findings');
});

test('an image that ends too early is a finding, with its cure', async () => {
  const root = join(directory, 'cut');
  cpSync(sealed, root, { recursive: true });
  truncateSync(join(root, 'boot/EFI/Linux/6.12.7-200.efi'), 200);
  const { status, stdout, stderr } = await lint('--root', root, '--json');
  expect({ status, stderr, findings: JSON.parse(stdout).findings }).toEqual({
    status: 4,
    stderr: '',
    findings: [
      {
        code: 'inspect/unified-kernel',
        level: 'error',
        message: expect.stringContaining('6.12.7-200.efi: the file ends before byte'),
        at: expect.anything(),
        hint: 'make it again with ukify as you build the container',
      },
    ],
  });
});
