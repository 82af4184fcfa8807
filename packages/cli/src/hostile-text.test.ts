import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captured } from './captured.ts';
import { commands } from './commands.ts';

/** What a file name can hold; behind each line break stands a mark that may begin no line. */
const breaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'].map((sign) => `a${sign}::error::MARK`).join('');
const inName = `${breaks}##[error]MARK \u001b[31m\u009b31m\u202e\u2066\u200b\ufeff\u00ad`;
/** What else JSON can contain. */
const inText = `${inName}\ud800\u0000::warning::MARK`;

const folder = mkdtempSync(join(tmpdir(), 'bootwright-hostile-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | object): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const release = { id: inText, version_id: inText, name: inText };
const container = { imgref: inText, arch: 'x86_64', default_root_fs: 'ext4', size: 1_000_000 };
const facts = { ...container, os_info: { os_release: release, kernel_info: { version: inText } } };
const usual = {
  ...{ ...container, imgref: 'registry.example.com/os:1' },
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' } },
};
const blueprint = {
  name: inText,
  customizations: {
    hostname: inText,
    kernel: { append: inText },
    user: [{ name: inText, description: inText, key: inText }],
    group: [{ name: inText }],
    files: [{ path: `/etc/${inText}`, data: inText, mode: inText, user: inText }],
    filesystem: [{ mountpoint: `/${inText}`, minsize: inText }],
    services: { enabled: [inText] },
    [inText]: inText,
  },
};
const manifest = (text: string) => ({
  version: '2',
  [text]: text,
  pipelines: [{ name: text, stages: [{ type: text, options: { [text]: text, kernel_opts: [text] } }] }],
});

/** Every argv, by the command that it is for; `FILE` names stand for files of `folder`. */
const root = 'root';
const invocations: readonly (readonly string[])[] = [
  [inName],
  ['help', inName],
  ...[
    'manifest',
    'build',
    'boot',
    'doctor',
    'inspect',
    'validate',
    'list',
    'describe',
    'batch',
    'check',
    'ids',
    'diff',
    'show',
    'lint',
    'seal',
    'addon',
    'uki',
  ].flatMap((command) => [
    [command, `--${inName}`],
    [command, inName],
    [command, '--json', inName],
    [command, inName, inName, inName],
  ]),
  ...['schema', 'completion', 'version', 'golden', 'explain'].flatMap((command) => [
    [command, inName],
    [command, `--${inName}`],
  ]),
  ...['text', 'json', 'yaml', 'bootc', 'install-configuration', 'modules'].map((format) => [
    ...['inspect', '--root', root, '--arch', 'x86_64', '--format', format],
  ]),
  ['list', '--root', root, '--arch', 'x86_64'],
  ['list', '--root', root, '--arch', 'x86_64', '--json'],
  ['describe', 'raw', '--root', root, '--arch', 'x86_64'],
  ['inspect', '--root', inName],
  ...['blueprint.json', 'blueprint.toml', 'unknown.json', `${inName}.json`].flatMap((file) => [
    ['validate', file],
    ['validate', file, '--json'],
  ]),
  ...['facts.json', 'options.json', 'not.json'].flatMap((file) => [
    ['manifest', '--request', file, '--mock-sources'],
    ['manifest', '--request', file, '--mock-sources', '--json'],
  ]),
  ['manifest', '--request', 'blueprinted.json', '--mock-sources'],
  ['manifest', '--type', inName, '--seed', inName, inName],
  ['batch', '--mock-sources', 'requests.jsonl'],
  ['batch', '--mock-sources', '--manifests', 'requests.jsonl'],
  ...['text', 'json', 'unified', 'markdown', 'html'].flatMap((format) => [
    ['diff', '--format', format, 'before.json', 'after.json'],
    ['diff', '--format', format, `${inName}.json`, 'after.json'],
  ]),
  ...['text', 'json', 'sarif', 'github'].flatMap((format) => [
    ['check', '--format', format, 'after.json', `${inName}.json`, 'not.json'],
    ['check', '--format', format, 'goldens'],
  ]),
  ['lint', '--root', root],
  ['lint', '--root', root, '--format', 'json'],
  ['lint', '--root', root, '--format', 'sarif'],
  ['seal', 'digest', `dump:${inName}`],
  ['addon', 'show', `${inName}.json`],
  ['addon', 'build', '--kernel-args', inName],
  ['uki', 'measure', `${inName}.json`],
  ['vm', 'stop', inName],
  ['ids', 'after.json', `${inName}.json`],
  ['ids', '--json', 'after.json', `${inName}.json`],
  ['ids', 'after.json', '--cache-keys'],
  ['ids', 'not.json'],
  ['diff', 'not.json', 'after.json'],
  ...['text', 'markdown', 'json', 'junit', 'github'].flatMap((reporter) => [
    ['golden', 'check', '--cases', 'cases', '--goldens', 'goldens', '--reporter', reporter],
    ['golden', 'merge', 'report.json', '--reporter', reporter],
  ]),
  ['golden', 'list', '--cases', 'cases', '--goldens', 'goldens'],
  ['golden', 'check', '--cases', 'broken-cases', '--goldens', 'goldens'],
  ['golden', 'check', '--cases', inName, '--goldens', inName],
  ['golden', 'check', '--cases', 'cases', '--goldens', 'goldens', '--shard', inName],
  ['golden', 'check', inName, '--cases', 'cases', '--goldens', 'goldens'],
  ['build', '--manifest', 'after.json', '--export', inName],
  ['boot', 'not.json', '--kernel', inName],
];

beforeAll(() => {
  const osRelease = `ID=evil\nVERSION_ID=1\nNAME="${inName.replaceAll('\n', ' ').replaceAll('\r', ' ')}"\n`;
  write('root/usr/lib/os-release', osRelease);
  write(`root/usr/lib/modules/${inName}/vmlinuz`, 'kernel');
  write(`root/usr/lib/bootc/kargs.d/${inName}.toml`, `kargs = [${JSON.stringify(inName)}]\n`);
  write(
    `root/usr/lib/bootc/install/${inName}.toml`,
    `[install]\nroot-fs-type = "ext4"\nstateroot = ${JSON.stringify(inName)}\n`,
  );
  write(`root/boot/EFI/Linux/${inName}.efi`, 'no PE file');
  write(`root/usr/lib/bootc-image-builder/${inName}.yaml`, `${JSON.stringify(inName)}: 1\n`);
  write('blueprint.json', blueprint);
  write('unknown.json', { [inText]: inText, customizations: { [inText]: { [inText]: 1 } } });
  write('blueprint.toml', `${JSON.stringify(inName)} = ${JSON.stringify(inName)}\nname = ${JSON.stringify(inName)}\n`);
  write(`${inName}.json`, manifest(`${inText}b`));
  write('facts.json', { name: inText, container: facts, image_type: inText, [inText]: 1 });
  write('options.json', { container: usual, image_type: 'raw', options: { [inText]: inText }, seed: inText });
  write('blueprinted.json', { name: inText, container: usual, image_type: 'raw', blueprint });
  const accepted = { customizations: { user: [{ name: 'eve', description: `${inName}\0` }] } };
  write('accepted.json', { container: usual, image_type: 'raw', blueprint: accepted });
  write('not.json', `{"${inName}": nothing`);
  const requests = [
    { name: inText, container: facts, image_type: 'raw', [inText]: 1 },
    { name: inText, container: usual, image_type: 'raw', blueprint },
    { name: inText, container: usual, image_type: 'raw', blueprint: accepted },
    { name: inText, container: usual, image_type: inText },
  ];
  write('requests.jsonl', `${requests.map((one) => JSON.stringify(one)).join('\n')}\n${inName}\n`);
  write('before.json', manifest('plain'));
  write('after.json', manifest(inText));
  write('cases/one.json', { request: { container: usual, image_type: 'raw', blueprint: accepted } });
  write(`broken-cases/${inName}.json`, { request: inText, [inText]: 1 });
  write(`goldens/${inName}.json`, manifest(inText));
  write('goldens/one.json', manifest(inText));
  write('goldens/goldens.txt', `${inName}\n`);
  const faults = `${JSON.stringify({ code: inText, message: inText, hint: inText, at: { path: [inText] } })}\n`;
  write('report.json', {
    version: 1,
    verdicts: [
      { name: inText, kind: 'changed', before: { faults: 0 }, after: { faults: 1 } },
      { name: `${inText}/b`, kind: 'changed', before: { manifest: 2, notices: 3 }, after: { manifest: 4, notices: 0 } },
      { name: inText, kind: 'missing', after: { faults: 0 } },
      { name: inText, kind: 'stale' },
    ],
    orphans: [inText],
    texts: [faults, '', JSON.stringify(manifest('plain')), '', JSON.stringify(manifest(inText))],
  });
});

/** What a command on a terminal draws its progress with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences are control characters
const progress = /\r(?=[[\d\s]|$)|\u001b\[K/g;

/** What of `written` a terminal, or the runner of GitHub, would not take for plain text. */
function dangers(written: string): readonly string[] {
  const shown = (text: string) => JSON.stringify(text.slice(0, 100));
  const unsafe = [...written.matchAll(/[^\n\t]{0,30}(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}][^\n\t]{0,30}/gu)];
  const lines = written
    .split('\n')
    .filter((line) => /^\s*(?:::(?:error|warning)::)?MARK|^\s*::(?:error|warning)::MARK|##\[/.test(line));
  return [...unsafe.map(([text]) => `unsafe: ${shown(text)}`), ...lines.map((line) => `command: ${shown(line)}`)];
}

const environment = { NO_COLOR: '', TERM: inName, HOME: inName, XDG_RUNTIME_DIR: inName, REGISTRY_AUTH_FILE: inName };

describe.each(
  invocations.map((argv) => [argv.map((word) => word.replaceAll(inName, 'HOSTILE')).join(' '), argv] as const),
)('bootwright %s', (_name, argv) => {
  test.each([
    ['into a pipe', false, 100],
    ['on a narrow terminal', true, 60],
  ])(
    'shows no control, invisible or text-reordering character of its input, and no command, %s',
    async (_what, terminal, columns) => {
      const words = argv.map((word) =>
        /\.(?:json|jsonl|toml)$|^(?:root|cases|broken-cases|goldens)$/.test(word) ? join(folder, word) : word,
      );
      const { stdout, stderr, status } = await captured(words, { directory: folder, environment, terminal, columns });
      expect(dangers(stdout)).toEqual([]);
      expect(dangers(terminal ? stderr.replaceAll(progress, '') : stderr)).toEqual([]);
      expect(status).not.toBe(1);
      expect(`${stdout}${stderr}`).not.toBe('');
    },
  );
});

test.each([
  ['a page of a diff', ['diff', '--format', 'html', '--output', 'out', 'before.json', 'after.json']],
  ['a diff in Markdown', ['diff', '--format', 'markdown', '--output', 'out', 'before.json', 'after.json']],
  ['a unified diff', ['diff', '--format', 'unified', '--output', 'out', 'before.json', 'after.json']],
  ['a page of goldens', ['golden', 'merge', '--html', 'out', 'report.json']],
])('%s that is written into a file is as safe', async (_what, argv) => {
  await captured(
    argv.map((word) => (/\.json$|^out$/.test(word) ? join(folder, word) : word)),
    { directory: folder, environment },
  );
  expect(dangers(readFileSync(join(folder, 'out'), 'utf8'))).toEqual([]);
});

test.each([false, true])('a manifest on standard output is exact unless that is a terminal (%s)', async (terminal) => {
  const argv = ['manifest', '--request', join(folder, 'accepted.json'), '--mock-sources', '--seed', '1'];
  const { stdout, status } = await captured(argv, { directory: folder, terminal });
  await captured([...argv, '--output', join(folder, 'exact')], { directory: folder });
  const exact = readFileSync(join(folder, 'exact'), 'utf8');
  expect([status, exact.includes('\u009b')]).toEqual([0, true]);
  if (terminal) expect([dangers(stdout), JSON.parse(stdout)]).toEqual([[], JSON.parse(exact)]);
  else expect(stdout).toBe(exact);
});

test.each(['text', 'json', 'unified', 'markdown', 'html'])(
  'a diff in the format %s is the same in a pipe and in a file',
  async (format) => {
    const argv = ['diff', '--format', format, join(folder, 'before.json'), join(folder, 'after.json')];
    const { stdout } = await captured(argv, { directory: folder });
    await captured([...argv, '--output', join(folder, 'out')], { directory: folder });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(stdout);
  },
);

test('every command is among them', () => {
  const tried = new Set(invocations.map(([command]) => command));
  expect(commands.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
});
