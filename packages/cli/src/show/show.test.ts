import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-show-'));
afterAll(() => rmSync(directory, { recursive: true }));

const [rpm, file, image] = ['a', 'b', 'c'].map((letter) => `sha256:${letter.repeat(64)}`);
const source = (name: string, references: unknown) => ({
  [name]: { type: 'org.osbuild.files', origin: 'org.osbuild.source', references },
});
const manifest = {
  version: '2',
  pipelines: [
    {
      name: 'os',
      build: 'name:build',
      runner: 'org.osbuild.fedora42',
      stages: [
        { type: 'org.osbuild.rpm', inputs: source('packages', [{ id: rpm }]), options: { gpgkeys: ['KEY'] } },
        { type: 'org.osbuild.users', options: { users: { alice: { uid: 1000 }, bob: {} } } },
        {
          type: 'org.osbuild.copy',
          inputs: source('file', [file]),
          options: { paths: [{ from: `input://file/${file}`, to: 'tree:///etc/motd' }] },
        },
        {
          type: 'org.osbuild.skopeo',
          inputs: source('images', { [`${image}`]: { name: 'registry.example.com/web:1' } }),
          options: { destination: { type: 'oci' } },
        },
        {
          type: 'org.osbuild.grub2',
          options: { root_fs_uuid: '4a6a8a4e-0000-4000-8000-000000000000', legacy: 'i386-pc', write_defaults: false },
        },
      ],
    },
    {
      name: 'image',
      stages: [
        { type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '10737418240' } },
        {
          type: 'org.osbuild.sfdisk',
          options: {
            label: 'gpt',
            partitions: [{ start: 2048, size: 409600, type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B' }],
          },
        },
      ],
    },
  ],
  sources: {
    'org.osbuild.curl': { items: { [`${rpm}`]: 'https://r.example/Packages/b/bash-5.2-1.x86_64.rpm' } },
    'org.osbuild.inline': { items: { [`${file}`]: { encoding: 'base64', data: 'YQ==' } } },
    'org.osbuild.skopeo': { items: { [`${image}`]: { image: { name: 'registry.example.com/web', digest: image } } } },
  },
};
writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));
writeFileSync(join(directory, 'wrapped.json'), JSON.stringify({ manifest, blueprint: {} }));
writeFileSync(join(directory, 'broken.json'), '{');

const show = (argv: readonly string[], columns?: number) =>
  captured(['show', ...argv], { directory, ...(columns === undefined ? {} : { terminal: true, columns }) });

const text = `os (built in build, org.osbuild.fedora42, 5 stages, 1 package)
  1 rpm     1 package
  2 users   users alice, bob
  3 copy    /etc/motd; paths tree:///etc/motd
  4 skopeo  registry.example.com/web; destination type=oci
  5 grub2   legacy i386-pc; no write defaults

  Packages: bash-5.2-1

image (2 stages)
  1 truncate  filename disk.raw; size 10 GiB
  2 sfdisk    label gpt; 1 partition

  Disk of 10 GiB, gpt
    1  ESP               200 MiB

Containers
  registry.example.com/web@${image}

Files
  /etc/motd

Sources
  curl: 1 item
  inline: 1 item
  skopeo: 1 item
`;

test.each(['manifest.json', 'wrapped.json'])(
  'shows pipelines, the disk, packages, containers and files of %s',
  async (name) => {
    expect(await show([name])).toEqual({ status: 0, stdout: text, stderr: '' });
  },
);

test.each([80, 120, 40])('each stage is one line of %s columns at most', async (columns) => {
  const { stdout } = await show(['manifest.json'], columns);
  expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
  expect(stdout.match(/^ +\d (?:rpm|users|copy|skopeo|grub2|truncate|sfdisk) /gm)).toHaveLength(7);
});

test('--json gives the outline', async () => {
  const { pipelines, containers, files } = JSON.parse((await show(['manifest.json', '--json'])).stdout);
  expect(pipelines[0].stages[1]).toEqual({ type: 'users', summary: 'users alice, bob' });
  expect(pipelines[0].packages).toEqual([
    { name: 'bash', version: '5.2-1', architecture: 'x86_64', kind: 'curl', repository: 'https://r.example' },
  ]);
  expect([pipelines[1].disk.size, containers, files]).toEqual([
    10737418240,
    [{ name: 'registry.example.com/web', digest: image }],
    ['/etc/motd'],
  ]);
});

test('-o page.html writes a page with the disk', async () => {
  expect(await show(['manifest.json', '-o', 'page.html'])).toEqual({ status: 0, stdout: '', stderr: '' });
  const page = readFileSync(join(directory, 'page.html'), 'utf8');
  expect(page).toContain('<td class="type">users</td><td>users alice, bob</td>');
  expect(page).toContain('aria-label="Disk: disk of 10240 MiB with ESP 200 MiB"');
});

describe('whatever a manifest contains', () => {
  const hostile = '</td><script>alert(1)</script>\u202e\u001b[31m\n::error::x';
  const attack = {
    pipelines: [
      { name: hostile, stages: [{ type: hostile, options: { [hostile]: hostile, partitions: 5 } }, null, 7] },
    ],
    sources: { [hostile]: { items: { a: hostile } } },
  };
  writeFileSync(join(directory, 'attack.json'), JSON.stringify(attack));

  test('it is text on a terminal', async () => {
    const { stdout } = await show(['attack.json']);
    expect([...stdout].filter((letter) => letter === '\u202e' || (letter < ' ' && letter !== '\n'))).toEqual([]);
    expect(stdout).not.toMatch(/^::/m);
  });

  test('it runs nothing in a page', async () => {
    const { stdout } = await show(['attack.json', '--format', 'html']);
    expect(stdout).not.toContain('<script');
  });

  test.each(['[]', '5', '{}', '{"pipelines":{}}', '{"pipelines":[{"stages":[{"inputs":[1]}]}],"sources":[]}'])(
    '%s is shown',
    async (json) => {
      writeFileSync(join(directory, 'odd.json'), json);
      expect((await show(['odd.json'])).status).toBe(0);
    },
  );
});

test('what is not JSON is a fault', async () => {
  const { status, stderr } = await show(['broken.json']);
  expect(status).toBe(3);
  expect(stderr).toContain('broken.json is not valid JSON');
});
