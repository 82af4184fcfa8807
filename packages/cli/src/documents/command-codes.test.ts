import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-codes-'));
afterAll(() => rmSync(directory, { recursive: true }));

const facts = {
  imgref: 'registry.example.com/a:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000_000,
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, selinux_policy: 'targeted', uefi_vendor: 'a' },
};
const files: Readonly<Record<string, string>> = {
  'a.yaml': 'name: a\n',
  'broken.json': '{"version": "2",',
  'request.json': JSON.stringify({
    container: facts,
    image_type: 'raw',
    blueprint: { customizations: { timezone: { timezone: 'UTC' } } },
  }),
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);

/** What commands report of files and options, beyond what `validate` finds in documents. */
test.each<[code: string, status: number, argv: readonly string[]]>([
  ['blueprint/format', 3, ['validate', 'a.yaml']],
  ['show/json', 3, ['show', 'broken.json']],
  ['manifest/strict', 3, ['manifest', '--request', 'request.json', '--mock-sources', '--strict']],
])('reports %s with status %i for %j', async (code, status, argv) => {
  const found = await captured(argv, { directory });
  expect(found.stderr).toContain(`[${code}]`);
  expect(found.status).toBe(status);
});
