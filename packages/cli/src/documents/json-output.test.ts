import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, GiB } from '@bootwright/core';
import { writeAddon } from '@bootwright/uki';
import { afterAll, describe, expect, test } from 'vitest';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { foreignForms } from '../../testing/foreign-forms.ts';
import { encodeBootReport } from '../boot/boot-report.ts';
import { captured } from '../captured.ts';
import { commands } from '../commands.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-json-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
for (const folder of ['run', 'tmp', 'cases', 'goldens']) mkdirSync(join(directory, folder));

cpSync(join(import.meta.dirname, '../../../../test-data/containers/sealed'), join(directory, 'root'), {
  recursive: true,
});
const standIn = join(import.meta.dirname, '../../../../tools/stand-in-osbuild.mjs');
const osbuild = ['--unchecked', '--osbuild', standIn, '--cache', 'store'];
const container = {
  ...{ imgref: 'registry.example.com/me/os:1', arch: 'x86_64', default_root_fs: 'ext4', size: 1_000_000 },
  os_info: { os_release: { id: 'harbour', version_id: '1', name: 'Harbour' } },
};
const request = { name: 'web', container, image_type: 'raw', seed: 1 };
const write = (name: string, value: unknown) => writeFileSync(join(directory, name), `${JSON.stringify(value)}\n`);
write('request.json', request);
write('requests.jsonl', request);
write('wrong.jsonl', { ...request, image_typ: 'raw' });
write('wrong.json', { customizations: { hostnam: 'web', disk: { partitions: [] } } });
write('old.json', { version: '2', pipelines: [{ name: 'image', 'root-node': 1, stages: [] }], sources: {} });
write('new.json', {
  version: '2',
  pipelines: [{ name: 'image', stages: [{ type: 'org.osbuild.noop' }] }],
  sources: {},
});
write('disk.json', {
  version: '2',
  pipelines: [{ name: 'image', stages: [{ type: 'org.osbuild.noop', options: { file: 'disk.raw', size: 512 } }] }],
  sources: {},
});
writeFileSync(join(directory, 'console.log'), 'host login: ');
writeFileSync(join(directory, 'linux.efi'), portableExecutable({ '.linux': 'kernel', '.cmdline': 'rw' }));
writeFileSync(
  join(directory, 'minimal.dump'),
  ['/', '/boot', '/sysroot', '/usr'].map((path) => `${path} 0 40755 2 0 0 0 1700000000.0 - - -\n`).join(''),
);
writeFileSync(join(directory, 'addon.efi'), writeAddon({ architecture: 'x86_64', kernelArguments: 'rw' }));
write('cases/disks.json', {
  matrix: {
    containers: { web: container },
    architectures: ['x86_64'],
    file_systems: ['ext4'],
    types: ['raw'],
    seed: 1,
  },
});

const run = (line: string) =>
  captured([...line.split(' '), ...(line.startsWith('build ') ? osbuild : [])], {
    directory,
    environment: {
      PATH: process.env.PATH ?? '',
      XDG_RUNTIME_DIR: join(directory, 'run'),
      TMPDIR: join(directory, 'tmp'),
    },
  });
const goldens = '--cases cases --goldens goldens';

/** Each form for machines once, in an order in which one gives the next its files. */
const documents = [
  'manifest --request request.json --mock-sources --json',
  `build --root root --ref registry.example.com/harbour/web:1 --arch x86_64 --image-id ${'a'.repeat(64)} --type qcow2 --output-dir out --with-buildlog --with-metrics --json`,
  'doctor --for build --json',
  'inspect --root root --json',
  'inspect --root root --format json',
  'inspect --root root --format bootc',
  'inspect --root root --format install-configuration',
  'validate wrong.json --json',
  'validate wrong.json --type qcow2 --json',
  'list --json',
  'list --root root --json',
  'explain blueprint/mode --json',
  'boot --read-console console.log --arch x86_64 --json',
  'vm ls --json',
  'explain --json',
  'describe qcow2 --json',
  'describe qcow2 --root root --json',
  'check new.json --format sarif',
  'show new.json --json',
  'ids old.json new.json --compare --json',
  'lint --root root --json',
  'lint --root root --format json',
  'lint --root root --format sarif',
  'seal digest dump:minimal.dump --json',
  'seal digest dump:minimal.dump --all --json',
  'seal diff dump:minimal.dump dump:minimal.dump --json',
  'addon show addon.efi --json',
  'uki measure linux.efi --json',
  'uki diff linux.efi linux.efi --json',
  'diff old.json new.json --json',
  'diff old.json new.json --format json',
  'diff --pair request.json --json',
  `golden check ${goldens} --reporter json`,
  `golden add ${goldens} --json`,
  `golden check ${goldens} --json`,
  `golden list ${goldens} --json`,
  `golden pairs ${goldens} --json`,
  'schema request',
  'schema blueprint --json',
  'schema disk.yaml --json',
  'schema inspection --json',
  'schema build-event --json',
  'schema manifest --json',
  'version --json',
] as const;

const lines = [
  'batch requests.jsonl --mock-sources --json',
  'check new.json old.json --json',
  'ids new.json --json',
  'batch requests.jsonl --mock-sources --manifests',
  'batch wrong.jsonl --mock-sources --json',
] as const;

/** Paths of all keys that are not in snake case, but for those of the forms of others. */
function foreignKeys(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = `${path}${key}`;
    const isFine = /^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(key) || foreignForms.some(({ paths }) => paths?.test(here));
    return [...(isFine ? [] : [here]), ...foreignKeys(item, `${here}.`)];
  });
}

function expectDocument(text: string, line: string): void {
  const value: unknown = JSON.parse(text);
  const form = foreignForms.find(({ command }) => command?.test(line));
  const keys = form === undefined ? foreignKeys(value) : [];
  const whole = form?.layout === true ? text : `${JSON.stringify(value, null, 2)}\n`;
  expect({ text, keys }).toEqual({ text: whole, keys: [] });
}

function expectLines(text: string): void {
  expect(text).toMatch(/\n$/);
  for (const line of text.trimEnd().split('\n')) {
    const value: unknown = JSON.parse(line);
    expect({ line, keys: foreignKeys(value) }).toEqual({ line: JSON.stringify(value), keys: [] });
  }
}

describe('JSON has keys in snake case, two spaces of indentation and a final line feed', () => {
  test.sequential.each(documents)('%s', async (line) => {
    const { stdout, stderr } = await run(line);
    expectDocument(stdout, line);
    if (line.includes('--json') && stderr !== '') expectLines(stderr);
  });

  test('the report of a boot', () => {
    const text = encodeBootReport({
      verdict: { kind: 'booted', by: 'login', line: 'harbour login:' },
      explanation: { what: 'the system booted' },
      milliseconds: 12_345,
      machine: {
        ...{ architecture: 'x86_64', accelerator: 'tcg', memory: GiB(2), cpus: 2, firmware: { kind: 'own' } },
        medium: {
          kind: 'disk',
          disk: { file: '/images/os.qcow2', format: 'qcow2', kind: 'file', isIso: false },
          path: '/proc/1/fd/20',
        },
      },
      secureBoot: true,
      sshPort: 2222,
      consoleFindings: [],
      findings: [
        {
          expectation: { kind: 'user', name: 'admin', sshKey: 'ssh-ed25519 AAAA' },
          outcome: { kind: 'differs', found: 'the user does not exist' },
        },
      ],
      artefacts: { folder: 'out', files: ['console.log'] },
      fault: new Fault('boot/inside', 'not everything is as asked for'),
    });
    expectDocument(text, 'boot --json');
    expect(JSON.parse(text)).toHaveProperty('findings.0.wish.name', 'admin');
    expect(text).toMatch(/"secure_boot": true,\n {2}"ssh_port": 2222,/);
  });
});

describe('events, answers and problems are objects on one line each, with keys in snake case', () => {
  test.each(lines)('%s', async (line) => {
    const { stdout, stderr } = await run(line);
    expectLines(stdout);
    if (line.includes('--json') && stderr !== '') expectLines(stderr);
  });

  test('the events of a build', async () => {
    const { stdout, stderr } = await run('build --manifest disk.json --output-dir events --progress json --json');
    expectDocument(stdout, 'build --json');
    expectLines(stderr);
  });

  test.each(['frobnicate --json', 'describe floppy --json', 'manifest gone --json', 'validate gone.toml --json'])(
    'the problem of "%s"',
    async (line) => {
      const { stdout, stderr } = await run(line);
      expect(stdout).toBe('');
      expectLines(stderr);
    },
  );
});

test('every command that prints JSON is tried', () => {
  const tried = new Set([...documents, ...lines, 'boot'].map((line) => line.split(' ')[0]));
  // A completion script is a program of a shell.
  expect(commands.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual(['completion']);
});

test('every form of others is met by what is tried', () => {
  const ofCommands = foreignForms.filter(({ command }) => command !== undefined);
  expect(ofCommands.filter(({ command }) => !documents.some((line) => command?.test(line)))).toEqual([]);
});
