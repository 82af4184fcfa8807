import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { kindOf } from './document-kind.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const container = {
  imgref: 'registry.example.com/a:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000_000,
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, selinux_policy: 'targeted' },
};
const good: Readonly<Record<string, readonly [kind: string, text: string]>> = {
  'a.toml': ['blueprint', 'name = "web"\n'],
  'b.json': ['blueprint', '{"name": "web"}\n'],
  'disk.yaml': ['disk.yaml', 'mount_configuration: units\n'],
  'table.yml': ['disk.yaml', '# the disk\npartition_table:\n  type: gpt\n  partitions: []\n'],
  'iso.yaml': ['iso.yaml', 'label: A\n'],
  'install.toml': ['install configuration', '[install]\nroot-fs-type = "xfs"\n'],
  '10-quiet.toml': ['file of kargs.d', 'kargs = ["quiet"]\n'],
  'request.json': ['request', JSON.stringify({ container, image_type: 'raw' })],
  'manifest.json': ['manifest', '{"version": "2", "pipelines": []}\n'],
  'wrapped.json': ['manifest', '{"manifest": {"version": "2", "pipelines": []}}\n'],
};

test.each(Object.entries(good))('recognizes %s, and finds no fault in it', async (file, [kind, text]) => {
  writeFileSync(join(folder, file), text);
  const { status, stdout, stderr } = await captured(['validate', file], { directory: folder });
  const noun = kind === 'blueprint' ? '' : ` as ${kind}`;
  expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: `${file} is valid${noun}\n` });
});

test.each<[string, string, string, RegExp]>([
  [
    'a disk.yaml',
    'disk.yaml',
    'partition_tabel:\n  type: gpt\nmount_configuration: units\n',
    /disk.yaml:1:1: partition_tabel/,
  ],
  ['an iso.yaml', 'iso.yaml', 'label: A\nlable: B\n', /iso.yaml:2:1: lable/],
  ['an install configuration', 'i.toml', '[install]\nroot-fs-type = "zfs"\n', /i.toml:2:1: install.root-fs-type/],
  ['a file of kargs.d', 'k.toml', 'kargs = "quiet"\n', /k.toml:1:1: kargs/],
  [
    'a file of kargs.d that is not TOML',
    'k.toml',
    'kargs = ["quiet"\n',
    /the file is not valid TOML: .*\n +at k.toml:/,
  ],
  ['a request', 'r.json', '{\n "container": {"imgref": "a"},\n "image_type": "quow2"\n}', /r.json:3:2: image_type/],
  ['a request that is not JSON', 'r.json', '{"image_type": "raw",,}', /r.json:1:22/],
  ['a matrix of golden cases', 'm.json', '{"matrix": {}, "more": 1}', /unexpected key "more" next to "matrix"/],
  [
    'a manifest',
    'o.json',
    '{"version": "2", "pipelines": [{"name": "a", "stages": [{}]}]}',
    /o.json:1:\d+: pipelines\[0\]/,
  ],
])('reports the faults of %s with their places', async (_name, file, text, place) => {
  writeFileSync(join(folder, file), text);
  const { status, stderr } = await captured(['validate', file], { directory: folder });
  expect(status).toBe(3);
  expect(stderr).toMatch(place);
});

test.each([
  ['TOML', 'a.toml', '[install\nroot-fs-type = "xfs"\n', 'install-configuration'],
  ['JSON', 'a.json', '{"pipelines": [}', 'manifest'],
  ['YAML, from standard input', '-', '# comment\n\ngrub2:\n  timeout: 1\n', 'iso.yaml'],
  ['YAML without a known key', 'x.yaml', 'a: 1\n', 'blueprint'],
  [
    'text in a text',
    'b.json',
    '{"customizations": {"files": [{"path": "/etc/a", "data": "\\"pipelines\\": 1"}]}}',
    'blueprint',
  ],
  ['text in a text of TOML', 'b.toml', '[[customizations.files]]\ndata = """\n[install]\n"""\n', 'blueprint'],
])('knows the kind of broken or unusual %s', (_name, file, text, kind) => {
  expect(kindOf(file, text)).toEqual({ kind, others: [] });
});

describe('several documents', () => {
  const several = join(folder, 'several');
  mkdirSync(several);
  writeFileSync(join(several, 'a.toml'), 'nam = "web"\n');
  writeFileSync(join(several, 'disk.yaml'), 'mount_configuration: units\n');
  writeFileSync(join(several, 'm.json.gz'), gzipSync('{"version": "2", "pipelines": []}'));

  test('are each reported, with a total', async () => {
    const { status, stdout } = await captured(['validate', 'several'], { directory: folder });
    expect(status).toBe(3);
    expect(stdout).toBe(`several/a.toml has 1 fault
several/disk.yaml is valid as disk.yaml
several/m.json.gz is valid as manifest
3 documents checked, 1 with faults
`);
  });

  test('are checked although one cannot be read', async () => {
    const { status, stdout, stderr } = await captured(['validate', 'absent.toml', 'several/disk.yaml'], {
      directory: folder,
    });
    expect(status).toBe(3);
    expect(stderr).toContain('absent.toml');
    expect(stdout).toContain('several/disk.yaml is valid as disk.yaml\n2 documents checked, 1 with faults\n');
  });

  test('are one JSON document', async () => {
    const { status, stdout } = await captured(['validate', 'several', '--json'], { directory: folder });
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      valid: false,
      files: [
        {
          file: 'several/a.toml',
          kind: 'blueprint',
          valid: false,
          problems: [expect.objectContaining({ level: 'fault', code: 'blueprint/unknown-key' })],
        },
        { file: 'several/disk.yaml', kind: 'disk.yaml', valid: true, problems: [] },
        { file: 'several/m.json.gz', kind: 'manifest', valid: true, problems: [] },
      ],
    });
  });

  test('are one log of SARIF', async () => {
    const { stdout } = await captured(['validate', 'several', '--format', 'sarif'], { directory: folder });
    const { runs } = JSON.parse(stdout);
    const [{ ruleId, level, locations }] = runs[0].results;
    expect(runs[0].results).toHaveLength(1);
    expect({ ruleId, level }).toEqual({ ruleId: 'blueprint/unknown-key', level: 'error' });
    expect(locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'several/a.toml' },
      region: { startLine: 1, startColumn: 1 },
    });
  });

  test('are annotations of a workflow', async () => {
    const { stdout } = await captured(['validate', 'several', '--format', 'github'], { directory: folder });
    expect(stdout).toMatch(
      /^::error file=several\/a.toml,line=1,col=1,title=blueprint\/unknown-key::unknown key "nam"/,
    );
  });
});

test('a folder is reported where a link in it is not followed', async () => {
  const place = join(folder, 'linked');
  mkdirSync(place);
  writeFileSync(join(place, 'a.toml'), 'name = "web"\n');
  symlinkSync('a.toml', join(place, 'b.toml'));
  const { status, stdout, stderr } = await captured(['validate', 'linked'], { directory: folder });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: 'linked/a.toml is valid\n1 document checked, no faults\n',
  });
  expect(stderr).toContain('not all of linked is read: b.toml is a symbolic link [file/passed-over]');
});

test.each([
  ['both.yaml', 'mount_configuration: units\nlabel: A\n', 'disk.yaml', 'iso.yaml'],
  ['both.toml', 'kargs = []\n[install]\n', 'install configuration', 'file of kargs.d'],
  ['both.json', '{"image_type": "raw", "customizations": {}}', 'request', 'blueprint'],
])('says of %s by what kind it is checked, and that --kind decides', async (file, text, kind, other) => {
  writeFileSync(join(folder, file), text);
  const notice = `notice: checked as ${kind}, although it also has keys of a ${other} [usage/kind]`;
  const guessed = await captured(['validate', file], { directory: folder });
  expect(guessed.stderr).toContain(notice);
  const decided = await captured(['validate', file, '--kind', 'blueprint'], { directory: folder });
  expect(decided.stderr).not.toContain('usage/kind');
});

test('checks by the kind that was given, whatever the content', async () => {
  const { status, stderr } = await captured(['validate', '-', '--kind', 'kargs.d'], { stdin: 'name = "a"\n' });
  expect(status).toBe(3);
  expect(stderr).toContain('[kargs/unknown-key]');
});

test('checks again once a file was saved, until interrupted', async () => {
  const file = join(folder, 'watched.toml');
  writeFileSync(file, 'nam = "a"\n');
  const controller = new AbortController();
  const { status, stdout } = await captured(['validate', file, '--watch'], {
    directory: folder,
    signal: controller.signal,
    onOutput: (text) => {
      if (text.includes('fault')) writeFileSync(file, 'name = "a"\n');
      else controller.abort();
    },
  });
  expect(status).toBe(130);
  expect(stdout).toBe(`${file} has 1 fault\n${file} is valid\n`);
});

test('rejects --watch of standard input', async () => {
  expect((await captured(['validate', '-', '--watch'], { stdin: '' })).stderr).toContain(
    '--watch cannot watch standard input',
  );
});

test('reports a link that leads to itself, and no bug', async () => {
  symlinkSync('loop', join(folder, 'loop'));
  const { status, stderr } = await captured(['validate', 'loop', '--json'], { directory: folder });
  expect({ status, ...JSON.parse(stderr) }).toMatchObject({ status: 3, level: 'fault', at: { file: 'loop' } });
});
